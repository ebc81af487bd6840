import type { AdviceTexts } from './caller-texts.ts';
import { isGatewayCode, isSignatureError, knownCode } from './error-codes.ts';
import { refusedCredentials } from './error-text.ts';
import type { FailureTexts, Refusal } from './send-with-retry.ts';

/** What to do about the failures of the secret store, where the remedy lies with the caller. */
export interface StoreTexts extends AdviceTexts {
  /** The store cannot be reached. */
  readonly checkStore: string;
  /** The secret does not exist. */
  readonly createSecret: string;
  /** The secret has no such version or stage. */
  readonly checkVersion: string;
  /** The secret has as many versions or stages as it may have. */
  readonly makeRoom: string;
}

/** One call of the secret store, as far as its errors depend on it. */
export interface Operation {
  /** Follows "to". */
  readonly verb: string;
  /** The action of a permission policy that allows it. */
  readonly action: string;
  /** The action on the key with which the secret is encrypted. */
  readonly keyAction?: string;
}

/**
 * The calls, and the actions that a policy has to allow. Sources: DEW API reference, "Permissions and
 * Supported Actions"; DLI developer guide, custom policies for CSMS (reading and listing). The names
 * for the deletion and creation of a stage follow from the pattern of the others.
 */
export const OPERATIONS = {
  listVersions: { verb: 'list the versions of the secret', action: 'csms:secretVersion:list' },
  readValue: {
    verb: 'read a version of the secret',
    action: 'csms:secretVersion:get',
    keyAction: 'kms:dek:decrypt',
  },
  createVersion: {
    verb: 'store a new version of the secret',
    action: 'csms:secretVersion:create',
    keyAction: 'kms:dek:create',
  },
  readStage: { verb: 'read a stage of the secret', action: 'csms:secretStage:get' },
  setStage: { verb: 'move a stage of the secret', action: 'csms:secretStage:update' },
  createStage: { verb: 'create a stage of the secret', action: 'csms:secretStage:create' },
  deleteStage: { verb: 'delete a stage of the secret', action: 'csms:secretStage:delete' },
} as const satisfies Readonly<Record<string, Operation>>;

interface StoreCode {
  readonly message: string;
  readonly advice: { readonly text: string } | keyof StoreTexts;
}

const DELETION: StoreCode = {
  message: 'the secret is scheduled for deletion',
  advice: { text: 'Cancel the deletion of the secret, then run again' },
};
const NOT_VALID: StoreCode = {
  message: 'the secret store reports that the request is not valid',
  advice: 'report',
};

/** The code for a version or a stage that does not exist. */
export const NO_RESOURCE = 'CSMS.0005';

/** The codes of the secret store that a password can meet (DEW API reference, "Error Codes"). */
const CODES: Readonly<Record<string, StoreCode>> = {
  'CSMS.0002': NOT_VALID,
  'CSMS.0003': NOT_VALID,
  'CSMS.0004': NOT_VALID,
  [NO_RESOURCE]: {
    message: 'the secret has no such version or stage',
    advice: 'checkVersion',
  },
  'CSMS.0103': DELETION,
  'CSMS.0105': {
    message: 'the secret store does not delete a built-in stage',
    advice: 'report',
  },
  'CSMS.0106': { message: 'the secret does not exist', advice: 'createSecret' },
  'CSMS.0107': DELETION,
  'CSMS.0109': {
    message: 'the secret is not enabled',
    advice: { text: 'Enable the secret, then run again' },
  },
  'CSMS.0202': {
    message: 'the number of secrets is at its limit',
    advice: 'makeRoom',
  },
  'CSMS.0203': {
    message: 'the number of versions or stages of the secret is at its limit',
    advice: 'makeRoom',
  },
  'CSMS.0204': {
    message: 'the number of versions or stages of the secret is above its limit',
    advice: 'makeRoom',
  },
  'CSMS.0301': { message: 'the secret store does not accept the token', advice: 'renewToken' },
};

/** Every code of the secret store that is known here. */
export const STORE_CODES: readonly string[] = [...Object.keys(CODES), 'CSMS.0302', 'CSMS.0401'];

/** What to say when a call of the secret store fails. */
export function storeTexts(
  operation: Operation,
  credentials: { readonly hasToken: boolean; readonly isSession: boolean },
  advice: StoreTexts,
): FailureTexts {
  return {
    refused: (status, serviceMessage, code) => {
      if (isSignatureError(code) || (status === 401 && code === undefined)) {
        return refusedCredentials(serviceMessage, { ...credentials, advice });
      }
      return (
        explainCode(code, operation, credentials.isSession, advice) ?? {
          message: `the secret store refused to ${operation.verb} (HTTP ${status})`,
          advice: status === 403 ? grant(operation) : advice.lookUpCode,
        }
      );
    },
    unreachable: advice.checkStore,
  };
}

function explainCode(
  code: string | undefined,
  operation: Operation,
  isSession: boolean,
  advice: StoreTexts,
): Refusal | undefined {
  if (code === undefined) return undefined;
  if (['CSMS.0302', 'APIGW.0302', 'APIGW.0306'].includes(code)) {
    return {
      message: `the credentials may not ${operation.verb}`,
      advice: grant(operation),
      isComplete: true,
    };
  }
  if (code === 'CSMS.0401') {
    return {
      message: `the key with which the secret is encrypted could not be used to ${operation.verb}`,
      advice: `Grant the action ${operation.keyAction ?? 'kms:dek:decrypt'} on that key to the user or agency of the credentials, and check that the key is enabled`,
      isComplete: true,
    };
  }
  const known = CODES[code] ?? (isGatewayCode(code) ? knownCode(code) : undefined);
  if (known === undefined) return undefined;
  const text = typeof known.advice === 'string' ? advice[known.advice] : known.advice.text;
  const isAboutSession = isSession && (code === 'APIGW.0307' || code === 'CSMS.0301');
  return {
    message: known.message,
    advice: isAboutSession ? advice.checkSession : text,
    isComplete: true,
  };
}

function grant({ action }: Operation): string {
  return `Grant the action ${action} on the secret to the user or agency of the credentials`;
}
