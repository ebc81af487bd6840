/** An invalid value of an input, for the tables of invalid values. */
import type { ActionOptions } from '../../harness/action.ts';
import type { Inputs } from '../../harness/scenario.ts';

export interface InvalidInput {
  readonly form: string;
  readonly inputs: Inputs;
  readonly options?: ActionOptions;
  /** The rest of the message after the name of the input. */
  readonly says: RegExp;
  /** The first word of the message, if it is not the input of this table entry. */
  readonly subject?: string;
  /** Text that must not appear in the log. */
  readonly hidden?: string;
}

export const NO_KEYS = { access_key: '', secret_key: '' };

export const NOT_INTEGERS = ['-1', '1.5', '1e2', '0x10', 'many', '1 000', '٣', '1'.repeat(40)];
export const invalidNumbers = (
  name: string,
  values: readonly string[],
  range: RegExp,
): InvalidInput[] =>
  values.map((value) => ({ form: `"${value}"`, inputs: { [name]: value }, says: range }));

export const invalidChoices = (
  name: string,
  values: readonly string[],
  says: RegExp,
): InvalidInput[] =>
  values.map((value) => ({ form: `"${value}"`, inputs: { [name]: value }, says }));

/** Too short for a secret, so it is not masked. It must not appear in the log either. */
export const SHORT = 'zQ#7x';
