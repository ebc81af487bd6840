/** Preload that prints the password, to prove that the search finds it. */
process.on('exit', () => {
  const password = process.env['INPUT_PASSWORD'] ?? '';
  process.stdout.write(`oops: ${Buffer.from(password).toString('base64')}\n`);
});
