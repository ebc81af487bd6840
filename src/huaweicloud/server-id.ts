const LENGTH = 36;
/** A pattern and not a schema, because it checks up to a hundred thousand entries. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is a server ID, in any letter case. */
export function isServerId(text: string): boolean {
  return text.length === LENGTH && UUID.test(text);
}
