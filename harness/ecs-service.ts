/** Rows of the list of servers, and the service that lists them, for tests without a simulator. */
import { RESET_ADVICE } from '../src/actions/reset/reset-texts.ts';
import type { EcsService } from '../src/huaweicloud/ecs-read.ts';
import { ecsTexts } from '../src/huaweicloud/ecs-texts.ts';
import type { Session } from '../src/huaweicloud/ecs.ts';
import type { RequestContext } from '../src/huaweicloud/request-context.ts';

export const ECS_ENDPOINT = 'https://ecs.cn-north-4.myhuaweicloud.com';
export const ECS_SESSION: Session = {
  credentials: { kind: 'token', token: 'MIIFakeToken' },
  isSession: false,
  projectId: 'p-1',
};

export function ecsService(context: RequestContext): EcsService {
  const texts = ecsTexts(ECS_SESSION, { ...context, advice: RESET_ADVICE });
  return { endpoint: ECS_ENDPOINT, session: ECS_SESSION, texts };
}

/** The ID with a number. */
export function uuid(index: number): string {
  return `0a1b2c3d-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

/** A row with the members that the definition requires and this program reads. */
export function row(index: number, own: object = {}): Record<string, unknown> {
  return {
    id: uuid(index),
    name: `ecs-${index}`,
    status: 'ACTIVE',
    'OS-EXT-STS:task_state': null,
    locked: false,
    metadata: { os_type: 'Linux' },
    created: '2018-08-13T13:46:09Z',
    tags: [],
    enterprise_project_id: '0',
    addresses: {},
    fault: null,
    ...own,
  };
}
