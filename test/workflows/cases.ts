/** The cases of each file in `examples/`. */
import { AFTER_PROVISIONING } from './cases/after-provisioning.ts';
import { CHECK_PULL_REQUEST } from './cases/check-pull-request.ts';
import { CONFIRMED_RESET } from './cases/confirmed-reset.ts';
import { ROTATION } from './cases/rotation.ts';
import { SELECT_PULL_REQUEST } from './cases/select-pull-request.ts';
import { SEVERAL_FLEETS } from './cases/several-fleets.ts';
import { idToken, metadata, signInCases } from './cases/sign-in.ts';
import type { Case } from './scene.ts';

export const CASES: ReadonlyMap<string, readonly Case[]> = new Map([
  ['after-provisioning.yml', AFTER_PROVISIONING],
  ['rotation.yml', ROTATION],
  ['several-fleets.yml', SEVERAL_FLEETS],
  ['check-pull-request.yml', CHECK_PULL_REQUEST],
  ['select-pull-request.yml', SELECT_PULL_REQUEST],
  ['confirmed-reset.yml', CONFIRMED_RESET],
  ['oidc-sts.yml', signInCases(idToken)],
  ['oidc-iam.yml', signInCases(idToken)],
  ['ecs-agency.yml', signInCases(metadata)],
]);
