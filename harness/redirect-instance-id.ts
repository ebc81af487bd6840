/**
 * Preload that replaces the files of cloud-init with the ID of the machine: they contain the text in
 * `TEST_INSTANCE_ID`, and do not exist without it.
 */
import { syncBuiltinESMExports } from 'node:module';
import promises from 'node:fs/promises';
import { join } from 'node:path';

const FILES = ['/run/cloud-init/.instance-id', '/var/lib/cloud/data/instance-id'];
const original = promises.open;

promises.open = async (path, ...rest) => {
  if (!FILES.includes(String(path))) return original(path, ...rest);
  const text = process.env['TEST_INSTANCE_ID'];
  const replacement = join(process.env['RUNNER_TEMP'] ?? '', 'instance-id');
  if (text !== undefined) await promises.writeFile(replacement, text);
  return original(replacement, ...rest);
};
syncBuiltinESMExports();
