import * as z from 'zod/mini';
import { CURRENT } from '../../src/huaweicloud/csms.ts';
import type { SecretStore, SecretVersion } from '../../src/huaweicloud/csms.ts';
import { counted, finding, NOT_KNOWN } from './finding.ts';
import type { Finding } from './finding.ts';
import { TEST_SECRET } from './options.ts';
import type { Project } from './project.ts';

const PREVIOUS = 'SYSPREVIOUS';
/** The stage of the version that is added. The version before keeps another one, so that neither is deleted. */
const NEW_STAGE = `${TEST_SECRET}-new`;
const MIN_MILLISECONDS = 1e11;
const Times = z.object({
  version_metadatas: z.array(z.object({ create_time: z.optional(z.unknown()) })),
});

/** Reads versions and stages of a secret. No value is read, and nothing is changed. */
export async function checkStages(name: string, project: Project): Promise<Finding[]> {
  const { recorder } = project;
  const store = project.store(name);
  const listed = await store.versions();
  const list = recorder.last.text;
  if (!listed.ok) return [finding('Can the versions of a secret be listed?', 'no', [list])];
  const time = Times.safeParse(recorder.lastBody).data?.version_metadatas[0]?.create_time;
  const versions = listed.value;
  const deprecated = versions.filter(({ stages }) => stages.length === 0).length;
  const unit = typeof time !== 'number' ? NOT_KNOWN : time < MIN_MILLISECONDS ? 's' : 'ms';
  const findings = [
    finding('Does one list have all versions with their stages?', 'yes', [
      list,
      `${counted(versions.length, 'version')}, ${deprecated} of them without a stage`,
    ]),
    finding('Is `create_time` in seconds or in milliseconds?', unit),
  ];
  const current = versions.find(({ stages }) => stages.includes(CURRENT))?.id;
  const stage = await store.stage(CURRENT);
  const isSame = stage.ok && stage.value !== undefined && stage.value === current;
  findings.push(
    finding('Does the stage SYSCURRENT name the same version as the list?', isSame ? 'yes' : 'no', [
      recorder.last.text,
    ]),
  );
  await store.stage(`${TEST_SECRET}-unknown`);
  const { code, status, text } = recorder.last;
  findings.push(
    finding(
      'What is the response for a stage that does not exist?',
      `HTTP ${String(status ?? NOT_KNOWN)} ${code ?? ''}`.trim(),
      [text],
    ),
  );
  return findings;
}

/** What `changeStages` does, for the person who runs it. */
export const STAGE_CHANGES = `a version with an invented value is added, SYSCURRENT moves to it and back, SYSPREVIOUS is set, and the stages ${TEST_SECRET} and ${NEW_STAGE} are set and deleted`;

/** Changes a secret that is made for this check. At the end SYSCURRENT is where it was. */
export async function changeStages(
  name: string,
  value: string,
  project: Project,
): Promise<Finding[]> {
  const { recorder } = project;
  const store = project.store(name);
  const versionsNow = async (): Promise<readonly SecretVersion[]> => {
    const listed = await store.versions();
    return listed.ok ? listed.value : [];
  };
  const holder = (versions: readonly SecretVersion[], stage: string): string | undefined =>
    versions.find(({ stages }) => stages.includes(stage))?.id;
  const before = holder(await versionsNow(), CURRENT);
  if (before === undefined) {
    return [finding('Can the stages of a secret be changed?', NOT_KNOWN, [recorder.last.text])];
  }
  const findings = [await newStage(store, before, project)];
  const added = await store.createVersion(value, [NEW_STAGE]);
  const creation = recorder.last.text;
  if (!added.ok) return [...findings, finding('Can a version be added?', 'no', [creation])];
  const afterwards = await versionsNow();
  const isCurrent = holder(afterwards, CURRENT) === added.value;
  findings.push(
    finding(
      'Does a new version with a stage of its own stay beside SYSCURRENT?',
      isCurrent ? 'no' : 'yes',
      [
        creation,
        `its stage names ${holder(afterwards, NEW_STAGE) === added.value ? 'it' : 'another version'}`,
      ],
    ),
  );
  findings.push(
    ...(await moveCurrent(store, before, added.value, { versionsNow, holder, project })),
  );
  findings.push(await deletions(store, added.value, { versionsNow, project }));
  return findings;
}

/** Does `PUT` create a stage, or is `POST` needed? */
async function newStage(
  store: SecretStore,
  versionId: string,
  { recorder }: Project,
): Promise<Finding> {
  const put = await store.setStage(TEST_SECRET, versionId);
  const details = [`PUT: ${recorder.last.text}`];
  if (!put.ok) {
    await store.createStage(TEST_SECRET, versionId);
    details.push(`POST: ${recorder.last.text}`);
  }
  const topic = 'Does `PUT` create a stage that does not exist?';
  return finding(topic, put.ok ? 'yes' : 'no', details);
}

interface StageContext {
  readonly versionsNow: () => Promise<readonly SecretVersion[]>;
  readonly project: Project;
}

async function moveCurrent(
  store: SecretStore,
  before: string,
  added: string,
  {
    holder,
    project: { recorder },
    versionsNow,
  }: StageContext & {
    readonly holder: (versions: readonly SecretVersion[], stage: string) => string | undefined;
  },
): Promise<Finding[]> {
  const moved = await store.setStage(CURRENT, added);
  const move = recorder.last.text;
  const follows = holder(await versionsNow(), PREVIOUS) === before;
  const set = await store.setStage(PREVIOUS, before);
  const setting = recorder.last.text;
  const back = await store.setStage(CURRENT, before);
  return [
    finding(
      'Does SYSPREVIOUS follow when `PUT` moves SYSCURRENT?',
      !moved.ok ? NOT_KNOWN : follows ? 'yes' : 'no',
      [move, `moved back: ${back.ok ? 'yes' : `NO, do it in the console (${recorder.last.text})`}`],
    ),
    finding('Can SYSPREVIOUS be set with `PUT`?', set.ok ? 'yes' : 'no', [setting]),
  ];
}

async function deletions(
  store: SecretStore,
  added: string,
  { project: { recorder }, versionsNow }: StageContext,
): Promise<Finding> {
  await store.deleteStage(NEW_STAGE);
  const own = recorder.last.text;
  const version = (await versionsNow()).find(({ id }) => id === added);
  await store.deleteStage(TEST_SECRET);
  await store.deleteStage(PREVIOUS);
  const builtIn = recorder.last.text;
  const isKnown = version === undefined || version.stages.length === 0;
  return finding(
    'Is a version still listed without a stage?',
    isKnown ? (version === undefined ? 'no' : 'yes') : `${NOT_KNOWN}: it still has a stage`,
    [`its stage is deleted: ${own}`, `SYSPREVIOUS is deleted: ${builtIn}`],
  );
}
