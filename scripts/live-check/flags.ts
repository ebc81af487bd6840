import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import * as z from 'zod/mini';
import { readPluginFlag } from '../../src/huaweicloud/plugin-flag.ts';
import type { ServerRow } from '../../src/huaweicloud/server-rows.ts';
import { counted, finding, NOT_KNOWN } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Project } from './project.ts';

const CONCURRENCY = 8;
/** The forms of the flag that are shown as they are. */
const FORMS = z.union([z.enum(['True', 'False', 'true', 'false']), z.boolean()]);
const Body = z.object({ resetpwd_flag: z.unknown() });

/** The plug-in flags, and what was learned about the call. */
export interface Flags {
  /** The servers whose flag was read. */
  readonly values: ReadonlyMap<string, boolean>;
  readonly findings: readonly Finding[];
}

/** Reads the flags of the first servers, and that of an ID that does not exist. */
export async function checkFlags(
  servers: readonly ServerRow[],
  max: number,
  project: Project,
): Promise<Flags> {
  const chosen = servers.slice(0, max);
  const values = new Map<string, boolean>();
  const findings = [await unknownServer(project)];
  if (chosen.length === 0) return { values, findings };
  const { recorder } = project;
  const [first] = chosen;
  if (first !== undefined) {
    await readFlag(first.id, values, project);
    const raw = Body.safeParse(recorder.lastBody).data?.resetpwd_flag;
    const form = FORMS.safeParse(raw).data;
    findings.push(
      finding(
        'In which form is the flag?',
        form === undefined ? NOT_KNOWN : `${typeof form} \`${String(form)}\``,
        [recorder.last.text],
      ),
    );
  }
  findings.push(await rate(chosen, values, project));
  return { values, findings };
}

async function unknownServer({ ecs, recorder, requests }: Project): Promise<Finding> {
  const flag = await readPluginFlag(randomUUID(), ecs, requests);
  const { code, status, text } = recorder.last;
  return finding(
    'What is the flag of a server that does not exist?',
    flag.ok ? String(flag.value) : `HTTP ${String(status ?? NOT_KNOWN)} ${code ?? ''}`.trim(),
    [text],
  );
}

async function readFlag(
  id: string,
  values: Map<string, boolean>,
  { ecs, requests }: Project,
): Promise<void> {
  const flag = await readPluginFlag(id, ecs, requests);
  if (flag.ok) values.set(id, flag.value);
}

async function rate(
  servers: readonly ServerRow[],
  values: Map<string, boolean>,
  project: Project,
): Promise<Finding> {
  const { observations } = project.recorder;
  const before = observations.length;
  const limit = pLimit(CONCURRENCY);
  const begun = performance.now();
  await Promise.all(servers.map(({ id }) => limit(() => readFlag(id, values, project))));
  const seconds = (performance.now() - begun) / 1_000;
  const counts = new Map<string, number>();
  for (const { code, status } of observations.slice(before)) {
    const text = status === undefined ? 'no response' : `HTTP ${status}`;
    const key = code === undefined ? text : `${text} ${code}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const calls = observations.length - before;
  return finding(
    `How long do flag calls take, ${CONCURRENCY} at once?`,
    `${counted(calls, 'call')} in ${seconds.toFixed(1)} s`,
    Array.from(counts, ([text, number]) => `${text}: ${counted(number, 'response')}`),
  );
}
