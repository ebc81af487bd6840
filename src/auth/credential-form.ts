/** What the value of a credential is used for; an access key is sent between `=` and a comma. */
export type CredentialKind = 'access key' | 'secret key or token';

interface Form {
  readonly pattern: RegExp;
  readonly message: string;
}

/**
 * Forms in which keys and tokens are stored by mistake. No cloud issues a key or token in one of them:
 * keys are letters and digits, tokens are Base64, in one of its alphabets, or hexadecimal. The first
 * form that matches is reported, so a form stands before its parts. Every expression is linear.
 */
const FORMS: readonly Form[] = [
  {
    // `NAME=`, `Name: `, `export NAME=`, `--name=`, `"name": `; Base64 has equals signs at its end only.
    pattern:
      /^(?:(?:export|set|env|const|let|var)\s{1,8})?[-$"'`\s]{0,4}[A-Za-z_][\w .:-]{0,60}["'`]?\s{0,4}[:=]+>?\s{0,4}[^:=>\s]/i,
    message:
      'has a name in front of the value (as in NAME=value or Name: value): store only the value itself',
  },
  {
    pattern: /^\$[({]{0,2}\s{0,8}[A-Za-z_]|^%\w+%$|^\{\{/,
    message:
      'is an expression, a variable or a placeholder, which was not replaced by a value: write ${{ secrets.NAME }} in the workflow, and store the value itself in that secret',
  },
  {
    pattern: /^[[{]/,
    message:
      'begins with a bracket, as JSON does and no key or token: store only the value of the one member that belongs here',
  },
  {
    pattern: /[\r\n\u2028\u2029]/,
    message:
      'has several lines, which no key or token has: store only the value itself, on one line',
  },
  {
    pattern: /,/,
    message:
      'contains a comma, which no key or token has: of a line of credentials.csv, store only the column that belongs here',
  },
  {
    pattern: /["'`\u00ab\u00bb\u2018-\u201f\uff02\uff07]/,
    message:
      'contains a quotation mark, which no key or token has: store the value without quotation marks',
  },
  {
    pattern: /\s/,
    message:
      'contains a blank, which no key or token has: store only the value itself, without blanks',
  },
  {
    pattern: /\\/,
    message:
      'contains a backslash, which no key or token has: store the value without it, and without a line end written as \\n',
  },
  {
    pattern: /;/,
    message: 'contains a semicolon, which no key or token has: store the value without it',
  },
  {
    pattern: /[[\](){}<>]/,
    message:
      'contains a bracket, which no key or token has: store the value itself, without brackets around it',
  },
  {
    pattern: /^\*+$/,
    message: 'consists of asterisks, as a log shows a secret: store the value itself',
  },
  {
    pattern: /[^\x21-\x7e]/,
    message:
      'contains a control character or a character outside of ASCII, which no key or token has: copy the value again from the file of the cloud',
  },
];

const EQUALS_SIGN: Form = {
  pattern: /=/,
  message: 'contains an equals sign, which no access key has: check that it is the access key',
};

/** What is wrong with a value that cannot be a key or token, without the value; else undefined. */
export function formProblem(value: string, kind: CredentialKind): string | undefined {
  const forms = kind === 'access key' ? [...FORMS, EQUALS_SIGN] : FORMS;
  return forms.find(({ pattern }) => pattern.test(value))?.message;
}
