/** Bad forms of inputs, as the tables of them are written. */
import type { ActionOptions } from '../../harness/action.ts';
import type { Inputs } from '../../harness/scenario.ts';

export interface BadForm {
  readonly form: string;
  readonly inputs: Inputs;
  readonly options?: ActionOptions;
  /** What the one message says, beside the name of the input with which it begins. */
  readonly says: RegExp;
  /** With what the message begins, where that is not the input under which the form is listed. */
  readonly names?: string;
  /** What must be repeated nowhere. */
  readonly hides?: string;
}

export const NO_KEYS = { access_key: '', secret_key: '' };

export const ODD_NUMBERS = ['-1', '1.5', '1e2', '0x10', 'many', '1 000', '٣', '1'.repeat(40)];
export const numbers = (name: string, values: readonly string[], range: RegExp): BadForm[] =>
  values.map((value) => ({ form: `"${value}"`, inputs: { [name]: value }, says: range }));

export const words = (name: string, values: readonly string[], says: RegExp): BadForm[] =>
  values.map((value) => ({ form: `"${value}"`, inputs: { [name]: value }, says }));

/** The short texts below are no valid secrets, so they are not masked; they must not show either. */
export const SHORT = 'zQ#7x';
