/** Recognizes texts that a workflow passes by mistake instead of a list, and says what to write. */

/** As much of a text as is inspected. */
const MAX_INSPECTED = 4_000;

const WRAPPER =
  'contains the output of the wrapper of hashicorp/setup-terraform (versions 1 and 2 add lines to it): set terraform_wrapper: false there';
const HCL =
  'is in the language of Terraform and not JSON: write terraform output -json NAME instead of terraform output NAME';
const NO_OUTPUTS =
  'contains a message of Terraform and not a list: check that the configuration has the output and was applied, then write terraform output -json NAME';
const EXPRESSION =
  'is the word that an expression gives for a list or an object: write toJSON(…) around the expression';
const IS_NULL = 'is null: the output or expression that it comes from has no value in this run';

/** For an object that can be a Terraform output as well as a map of servers, or mixes both. */
export const TWO_READINGS =
  'contains a JSON object that can be read in two ways: write a JSON array of the server IDs';

/** The problem of a text that is certainly not a list of servers; undefined for any other text. */
export function foreignText(trimmed: string): string | undefined {
  const head = trimmed.slice(0, MAX_INSPECTED);
  if (/^\[command\]|^::(?:debug|set-output|stop-commands)\b|::debug::/m.test(head)) return WRAPPER;
  if (/\bNo outputs found\b|^[╷│]|^Warning: |\bOutput "[^"]{0,100}" not found/.test(head)) {
    return NO_OUTPUTS;
  }
  if (/^(?:Array|Object|\[object [A-Za-z]{1,20}\])$/.test(head)) return EXPRESSION;
  if (head === 'null') return IS_NULL;
  // Plain text: JSON is inspected only when it cannot be parsed.
  return /^[[{"]/.test(head) ? undefined : terraformText(head);
}

/** The problem of a text in the language of Terraform; undefined for any other text. */
export function terraformText(text: string): string | undefined {
  const head = text.trim().slice(0, MAX_INSPECTED);
  const isHcl =
    // A type conversion, a comma before the closing bracket, or a pair with an equals sign.
    /^(?:to(?:set|list|map)|sensitive)\(/.test(head) ||
    /,\s{0,100}[\]}]/.test(head) ||
    /^[{[\s]{0,100}"?[\w.-]{1,100}"? {0,100}= /m.test(head);
  return isHcl ? HCL : undefined;
}
