import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import { isServerId } from './server-entry.ts';
import type { Entry } from './server-entry.ts';

/**
 * Reads a plain list: ids on lines, separated by commas or blanks. `#` begins a comment; after the only
 * id of a line it is the name of the server.
 */
export function readTextEntries(text: string): Result<Entry[], string> {
  const entries: Entry[] = [];
  for (const [index, content] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    const hash = content.indexOf('#');
    const words = wordsIn(hash < 0 ? content : content.slice(0, hash));
    const comment = hash < 0 ? '' : content.slice(hash + 1);
    // In YAML a folded text joins its lines: the comment of the first id would swallow the others.
    if (words.length > 0 && wordsIn(comment.replaceAll('#', ' ')).some(isServerId)) {
      return failure(
        `has a server ID in the comment of another one (line ${line}): write each server on a line of its own (in YAML after "|", not after ">")`,
      );
    }
    const name = words.length === 1 ? comment.trim() : '';
    for (const id of words) entries.push(name === '' ? { id, line } : { id, line, name });
  }
  return success(entries);
}

function wordsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}
