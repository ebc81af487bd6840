/** What may be in the bundle: parts of ssh2, undici and zod, and no programs. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SSH2 = join(ROOT, 'node_modules/ssh2');

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function write(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** Runs a script in the folder. */
async function runScript(name: string): Promise<{ code: number; stderr: string }> {
  const script = join(ROOT, 'scripts', name);
  try {
    const { stderr } = await promisify(execFile)(process.execPath, [script], { cwd: folder });
    return { code: 0, stderr };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, stderr };
  }
}

/** All files below a folder with their content. */
async function contentOf(path: string): Promise<Record<string, string>> {
  const entries = await readdir(join(folder, path), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const contents = files
    .sort()
    .map(async (file) => [file.slice(folder.length), await readFile(file, 'utf8')]);
  return Object.fromEntries(await Promise.all(contents)) as Record<string, string>;
}

describe('ssh2 in the bundle', () => {
  it('is the same whether its native parts were compiled or not', async () => {
    const native = 'node_modules/ssh2/lib/protocol/crypto/build';
    await cp(join(SSH2, 'lib'), join(folder, 'node_modules/ssh2/lib'), { recursive: true });
    await cp(join(SSH2, 'package.json'), join(folder, 'node_modules/ssh2/package.json'));
    await rm(join(folder, native), { recursive: true, force: true });
    expect((await runScript('prepare-ssh2.ts')).code).toBe(0);
    const without = await contentOf('build');
    await rm(join(folder, 'build'), { recursive: true });

    await write(`${native}/Release/sshcrypto.node`, Buffer.from([0x7f, 0x45, 0x4c, 0x46]));
    await write(`${native}/config.gypi`, '{}');
    await write(`${native}/gyp.js`, '// compiled on this machine');
    await write('node_modules/ssh2/util/pagent.exe', 'MZ');
    await write('node_modules/cpu-features/index.js', 'module.exports = () => ({});');
    expect((await runScript('prepare-ssh2.ts')).code).toBe(0);
    expect(await contentOf('build')).toEqual(without);
    expect(Object.keys(without)).toEqual(
      expect.arrayContaining([expect.stringContaining('client.js')]),
    );
    expect(Object.keys(without).filter((file) => /\.(?:node|exe)$/.test(file))).toEqual([]);
  });
});

describe('undici in the bundle', () => {
  const REQUIRE = /\brequire\('(?<name>\.[^']+)'\)/g;

  it('has every file that another one requires, and loads no HTTP/2', async () => {
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    expect(await runScript('prepare-undici.ts')).toEqual({ code: 0, stderr: '' });
    const copy = join(folder, 'build/node_modules/undici');
    const require = createRequire(join(copy, 'package.json'));
    const seen = new Set<string>();
    const visit = async (file: string): Promise<void> => {
      if (seen.has(file)) return;
      seen.add(file);
      const code = await readFile(file, 'utf8');
      expect(code).not.toContain("require('node:http2')");
      for (const { groups } of code.matchAll(REQUIRE)) {
        await visit(createRequire(file).resolve(groups?.['name'] ?? ''));
      }
    };
    for (const file of ['transport', 'proxy-agent']) {
      const code = await readFile(join(ROOT, `src/huaweicloud/${file}.ts`), 'utf8');
      for (const { groups } of code.matchAll(/from 'undici\/(?<path>lib\/[^']+)'/g)) {
        await visit(require.resolve(`./${groups?.['path'] ?? ''}`));
      }
    }
    expect(seen.size).toBeGreaterThan(20);
    expect([...seen].filter((file) => !file.startsWith(copy))).toEqual([]);
  });

  it('sends and receives by HTTP/1.1', async () => {
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    await runScript('prepare-undici.ts');
    const server = createServer((request, response) => {
      request.pipe(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const program = `
      const Agent = require('./build/node_modules/undici/lib/dispatcher/agent.js');
      const agent = new Agent({ allowH2: false });
      const handler = {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData: (controller, chunk) => process.stdout.write(chunk),
        onResponseEnd: () => void agent.destroy(),
        onResponseError: (controller, error) => { throw error; },
      };
      const origin = 'http://127.0.0.1:${port}';
      agent.dispatch({ origin, path: '/', method: 'PUT', body: 'echo' }, handler);`;
    // The experimental parser cannot be turned on, whatever the environment of the runner has.
    const env = { UNDICI_USE_MILO: '1' };
    const run = promisify(execFile)(process.execPath, ['-e', program], { cwd: folder, env });
    try {
      expect((await run).stdout).toBe('echo');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('zod in the bundle', () => {
  it('has what the code uses, which reads as before, and nothing else', async () => {
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    await write('package.json', '{ "type": "module" }');
    const code = `
      import * as z from 'zod/mini';
      const Server = z.strictObject({ id: z.string().check(z.maxLength(2)), at: z.enum(['a']) });
      console.log(Server.safeParse({ id: 'ab', at: 'a' }).success);
      const { error } = Server.safeParse({ id: 'abc', at: '', more: 1 });
      console.log(error.issues.map(({ code, path }) => [code, ...path].join(' ')).join());`;
    await write('build/used.js', code);
    await write('build/other.js', 'export const more = (z) => z.bigint();');
    expect(await runScript('prepare-zod.ts')).toEqual({ code: 0, stderr: '' });

    const { stdout } = await promisify(execFile)(process.execPath, ['build/used.js'], {
      cwd: folder,
    });
    expect(stdout).toBe('true\ntoo_big id,invalid_value at,unrecognized_keys\n');
    const copy = await contentOf('build/node_modules/zod');
    expect(Object.keys(copy)).toEqual([
      '/build/node_modules/zod/mini.js',
      '/build/node_modules/zod/package.json',
    ]);
    const members = /^export \{ (?<names>.*) \};$/m.exec(Object.values(copy)[0] ?? '');
    expect(members?.groups?.['names']?.split(', ').sort()).toEqual([
      '_enum as enum',
      '_maxLength as maxLength',
      'strictObject',
      'string',
    ]);
    expect(await readdir(join(folder, 'build'))).toEqual(['node_modules', 'other.js', 'used.js']);
  });
});

describe('the check of the bundle', () => {
  const UNDICI = "this.code = 'UND_ERR_CONNECT_TIMEOUT'";

  it('passes scripts and texts', async () => {
    await write('dist/lib/index.js', UNDICI);
    await write('dist/licenses.txt', 'MIT');
    expect(await runScript('check-bundle.ts')).toEqual({ code: 0, stderr: '' });
  });

  it.each([
    ['dist/lib/pagent.exe', 'MZ'],
    ['dist/verify/sshcrypto.node', 'ELF'],
    ['dist/lib/module.WASM', 'asm'],
    ['dist/lib/data', Buffer.from([1, 0, 2])],
  ])('refuses %s', async (path, content) => {
    await write('dist/lib/index.js', UNDICI);
    await write(path, content);
    const { code, stderr } = await runScript('check-bundle.ts');
    expect(code).toBe(1);
    expect(stderr).toContain(path.split('/').at(-1));
  });
});
