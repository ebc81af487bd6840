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

/** Actions that read files and send no request. */
const WITHOUT_REQUESTS: readonly string[] = ['report'];

/** The `action.yml` files with the inputs that are shared by all actions that send requests. */
export function filesWithSharedInputs(): string[] {
  const folders = actionFolders().filter((name) => !WITHOUT_REQUESTS.includes(name));
  return ['action.yml', ...folders.map((name) => `${name}/action.yml`)];
}
