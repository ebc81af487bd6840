/**
 * Writes the entry files that `main` of each `action.yml` names: `dist/index.js` for the action of the
 * root folder, `dist/NAME/index.js` for the action of the folder NAME. All of them use the same build
 * in `dist/lib/`.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';

const ROOT_ACTION = 'reset';

const folders = readdirSync('.', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`${entry.name}/action.yml`))
  .map(({ name }) => name);

write('dist', './lib/index.js', ROOT_ACTION);
for (const name of folders) write(`dist/${name}`, '../lib/index.js', name);

function write(folder: string, library: string, action: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}/index.js`,
    `import { main } from '${library}';\n\nawait main('${action}');\n`,
  );
}
