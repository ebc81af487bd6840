import type { EcsError } from './responses.ts';

/**
 * The refusals of the ECS service. Codes and statuses are those of the ECS API reference, page
 * "Error Codes" (501 for a busy server is correct). The messages are those of the simulator, because
 * the page states that a code does not have one fixed message.
 */
export const ERRORS = {
  emptyBody: error('Common.0002', 400, 'The request body is empty.'),
  invalid: error('Ecs.0005', 400, 'A parameter of the request or its JSON is invalid.'),
  notJson: error('Ecs.0005', 400, 'The Content-Type of the request is not application/json.'),
  weakPassword: error('Ecs.0011', 400, 'The password does not meet the complexity rules.'),
  otherProject: error('Ecs.0023', 400, 'The project of the credentials is not that of the URL.'),
  forbidden: error('Ecs.0110', 403, 'The user has no permission for the operation.'),
  frozen: error('Ecs.0030', 400, 'The ECS is frozen.'),
  wrongStatus: error('Ecs.0100', 400, 'The status of the ECS does not allow the operation.'),
  notFound: error('Ecs.0114', 404, 'The ECS does not exist.'),
  tooMany: error('Ecs.0118', 400, 'The batch holds too many ECSs.'),
  busy: error('Ecs.0603', 501, 'Another command is running on the ECS, try again in a minute.'),
  locked: error('Ecs.0605', 400, 'The ECS is locked.'),
  batchFailed: error('Ecs.0611', 400, 'The batch failed, see the error of each ECS.'),
  unscoped: error('Common.0013', 401, 'The token is invalid: it is scoped to no project.'),
  restartFailed: error('Ecs.0227', 400, 'The ECS failed to restart.'),
  startFailed: error('Ecs.0226', 400, 'The ECS failed to start.'),
  noJob: error('Common.0011', 400, 'The job does not exist.'),
  partFailed: error('Common.0021', 400, 'Sub job fail!'),
  noPlugin: error('Ecs.0613', 400, 'The password-reset plug-in is not installed on the ECS.'),
} as const;

function error(code: string, status: number, message: string): EcsError {
  return { code, status, message };
}
