/** The actions of this repository: the one in the root folder, and one for each folder with an `action.yml`. */
import { existsSync, readdirSync } from 'node:fs';

export const ROOT_ACTION = 'reset';

/** Names of the folders in the working folder that hold an action, which are the names of the actions. */
export function actionFolders(): string[] {
  return readdirSync('.', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`${entry.name}/action.yml`))
    .map(({ name }) => name)
    .sort();
}
