const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const BLANKS = [0x20, 0x09, 0x0a, 0x0d];

/** Where in a JSON text the filter is. */
type State = 'outside' | 'in text' | 'after name' | 'after colon' | 'in dropped text';

/**
 * Drops the texts of one member of a JSON response while it arrives, and leaves empty texts. A list of
 * servers has a member `user_data` in each row, of up to 64 kB, in which passwords may stand: it is
 * never in memory as a whole.
 */
export class MemberFilter {
  readonly #name: Buffer;
  #state: State = 'outside';
  /** How much of the name the text so far is; -1 when it is another text. */
  #matched = -1;
  #isEscaped = false;

  constructor(name: string) {
    this.#name = Buffer.from(name);
  }

  /** What is left of the next bytes of the response. */
  pass(chunk: Buffer): Buffer {
    const kept: Buffer[] = [];
    let start = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      if (this.#state === 'in dropped text') {
        const end = this.#endOfText(chunk, index);
        start = end;
        // The quotation mark at the end is kept.
        index = end;
        if (end < chunk.length) this.#state = 'outside';
        continue;
      }
      if (this.#state === 'in text' && this.#matched < 0) {
        index = this.#endOfText(chunk, index);
        if (index < chunk.length) this.#state = 'outside';
        continue;
      }
      this.#read(chunk[index] ?? 0);
      // `read` changes the state, which the compiler does not see.
      if ((this.#state as State) === 'in dropped text') {
        kept.push(chunk.subarray(start, index + 1));
        start = index + 1;
      }
    }
    if (kept.length === 0 && start === 0) return chunk;
    // A copy, because a part of a chunk would keep the whole chunk in memory.
    return Buffer.concat([...kept, chunk.subarray(start)]);
  }

  /** The position of the quotation mark that ends the text; the end of the chunk if it is not there. */
  #endOfText(chunk: Buffer, from: number): number {
    let start = this.#isEscaped ? from + 1 : from;
    for (;;) {
      const found = chunk.indexOf(QUOTE, start);
      const end = found < 0 ? chunk.length : found;
      let backslashes = 0;
      while (end - backslashes > start && chunk[end - backslashes - 1] === BACKSLASH) {
        backslashes += 1;
      }
      const isEscaped = backslashes % 2 === 1;
      this.#isEscaped = found < 0 && isEscaped;
      if (found < 0 || !isEscaped) return end;
      start = found + 1;
    }
  }

  #read(byte: number): void {
    switch (this.#state) {
      case 'in text':
        this.#readText(byte);
        break;
      case 'after name':
        if (byte === COLON) this.#state = 'after colon';
        else if (!BLANKS.includes(byte)) this.#readOutside(byte);
        break;
      case 'after colon':
        if (byte === QUOTE) this.#state = 'in dropped text';
        else if (!BLANKS.includes(byte)) this.#readOutside(byte);
        break;
      default:
        this.#readOutside(byte);
    }
  }

  #readOutside(byte: number): void {
    this.#state = byte === QUOTE ? 'in text' : 'outside';
    this.#matched = 0;
  }

  #readText(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) {
      this.#state = this.#matched === this.#name.length ? 'after name' : 'outside';
      return;
    }
    const isNext = this.#matched >= 0 && byte === this.#name[this.#matched];
    this.#matched = isNext ? this.#matched + 1 : -1;
  }
}
