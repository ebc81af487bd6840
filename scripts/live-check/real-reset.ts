import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { createResetCall } from '../../src/huaweicloud/ecs.ts';
import { listServerActions } from '../../src/huaweicloud/action-history.ts';
import type { ServerRow } from '../../src/huaweicloud/server-rows.ts';
import { describeMixed } from './dry-runs.ts';
import { counted, finding, NOT_KNOWN } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Project } from './project.ts';

/** The names of actions are from outside, so only what looks like one is shown. */
const ACTION = /^[A-Za-z][A-Za-z_-]{0,30}$/;
const RawActions = z.object({
  instanceActions: z.array(z.object({ start_time: z.optional(z.unknown()) })),
});

/** What was done to a server, as its list of actions shows it. */
export async function checkActions(server: ServerRow, project: Project): Promise<Finding> {
  const { ecs, recorder, requests } = project;
  const listed = await listServerActions(server.id, ecs, requests);
  const time = RawActions.safeParse(recorder.lastBody).data?.instanceActions[0]?.start_time;
  const hasZone = typeof time === 'string' && /(?:Z|[+-]\d\d:?\d\d)$/.test(time.slice(0, 50));
  const names = listed.ok ? listed.value.map(({ action }) => action) : [];
  const counts = new Map<string, number>();
  for (const name of names) {
    const shown = ACTION.test(name) ? name : 'another name';
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  return finding(
    'What does the list of actions of a server show?',
    listed.ok ? counted(names.length, 'action') : NOT_KNOWN,
    [
      recorder.last.text,
      ...Array.from(counts, ([name, number]) => `\`${name}\`: ${number}`),
      ...(typeof time === 'string' ? [`its times have ${hasZone ? 'a zone' : 'no zone'}`] : []),
    ],
  );
}

/**
 * Resets a server, in one batch with an ID that does not exist. The server keeps its password until
 * its next start or restart.
 */
export async function checkRealReset(
  server: ServerRow,
  password: string,
  project: Project,
): Promise<Finding[]> {
  const { ecs, recorder, requests } = project;
  const { endpoint, session } = ecs;
  const request = {
    endpoint,
    api: 'batch',
    password,
    dryRun: false,
    checkPassword: false,
  } as const;
  const unknown = randomUUID();
  await createResetCall(request, session, requests)([server.id, unknown], requests.abort);
  const seen = recorder.last;
  return [
    finding(
      'What is the response to a mixed batch in a real reset?',
      describeMixed(seen, server.id, [unknown]),
      [
        `2 servers, one of them exists: ${seen.text}`,
        'whether the reset was applied shows after a restart of the server, with a login',
      ],
    ),
    await checkActions(server, project),
  ];
}
