import { isServerId } from '../huaweicloud/server-id.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import type { Entry, ListProblem } from './server-entry.ts';

/**
 * Reads a plain list: ids on lines, separated by commas or blanks. `#` begins a comment; after the only
 * id of a line it is the name of the server.
 */
export function readTextEntries(text: string): Result<Entry[], ListProblem> {
  const entries: Entry[] = [];
  for (const [index, content] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    const hash = content.indexOf('#');
    if (hash < 0) {
      for (const id of wordsIn(content)) entries.push({ id, line });
      continue;
    }
    const words = wordsIn(content.slice(0, hash));
    const comment = content.slice(hash + 1);
    // In YAML a folded text joins its lines, and a comment would swallow the ids after it. A line that
    // begins with a comment and an id is a server that is commented out.
    const noted = wordsIn(comment.replaceAll('#', ' '));
    const isHidden = words.length > 0 ? noted.some(isServerId) : noted.slice(1).some(isServerId);
    if (isHidden) {
      const message = `has a server ID in a comment, after other words (line ${line}): write each server on a line of its own (in YAML after "|", not after ">")`;
      return failure({ message, line });
    }
    const name = words.length === 1 ? comment.trim() : '';
    for (const id of words) entries.push(name === '' ? { id, line } : { id, line, name });
  }
  return success(entries);
}

function wordsIn(text: string): string[] {
  // Most lines have one word, and nothing to split.
  return /[\s,]/.test(text) || text === ''
    ? text.split(/[\s,]+/).filter((word) => word !== '')
    : [text];
}
