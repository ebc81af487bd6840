/** Preload that makes the action's process print its password, to prove that this would be seen. */
process.on('exit', () => {
  const password = process.env['INPUT_PASSWORD'] ?? '';
  process.stdout.write(`oops: ${Buffer.from(password).toString('base64')}\n`);
});
