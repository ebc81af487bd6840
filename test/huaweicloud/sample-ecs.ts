/** A service of ECS for the tests of its calls. */
import type { EcsService } from '../../src/huaweicloud/ecs-read.ts';
import { TEXTS } from './sample-request.ts';

export const PROJECT = '0123456789abcdef0123456789abcdef';
export const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
export const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
export const C = '3bd0eb17-4466-4c15-a9ce-87727ad311b5';
export const JOB = '70a599e0-31e7-49b7-b260-868f44166666';

export const SERVICE: EcsService = {
  endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com',
  session: {
    credentials: { kind: 'token', token: 'an-iam-token' },
    isSession: false,
    projectId: PROJECT,
  },
  texts: TEXTS,
};
