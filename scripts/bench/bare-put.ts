/** The minimal script that resets one server: one fetch with an existing token. */
const { ENDPOINT, PROJECT_ID, AUTH_TOKEN, SERVER_ID, PASSWORD } = process.env;

const response = await fetch(
  `${ENDPOINT ?? ''}/v1/${PROJECT_ID ?? ''}/cloudservers/os-reset-passwords`,
  {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-auth-token': AUTH_TOKEN ?? '' },
    body: JSON.stringify({ new_password: PASSWORD, dry_run: false, servers: [{ id: SERVER_ID }] }),
  },
);
await response.text();
if (!response.ok) process.exitCode = 1;

export {};
