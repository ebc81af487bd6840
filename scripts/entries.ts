/**
 * Writes the entry files that `main` of each `action.yml` names: `dist/index.js` for the action of the
 * root folder, `dist/NAME/index.js` for the action of the folder NAME. All of them use the same build
 * in `dist/lib/`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { actionFolders, ROOT_ACTION } from './actions.ts';

write('dist', './lib/index.js', ROOT_ACTION);
for (const name of actionFolders()) write(`dist/${name}`, '../lib/index.js', name);

function write(folder: string, library: string, action: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}/index.js`,
    `import { main } from '${library}';\n\nawait main('${action}');\n`,
  );
}
