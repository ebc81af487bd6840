import { escapesAt, startsEscape } from './escapes.ts';
import type { Form } from './spellings.ts';

/** A part of a text that contains a form. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** The form is longer than required, so the rest of the word may belong to it. */
  readonly isOpen: boolean;
}

interface NumberedForm extends Form {
  readonly id: number;
}

/** The beginning of a form in a text. */
interface Part {
  readonly form: NumberedForm;
  readonly length: number;
  readonly start: number;
}

/** More than the required length of any form. */
const MAX_REQUIRED = 1_000;

/** Searches texts for forms, whatever escapes their characters are written in. */
export class Search {
  /** The forms by the code of their first character. */
  readonly #byFirst: NumberedForm[][] = [];

  constructor(forms: readonly Form[]) {
    for (const [id, form] of forms.entries()) {
      (this.#byFirst[form.text.charCodeAt(0)] ??= []).push({ ...form, id });
    }
  }

  /** @param isCut whether the text went on, so that the beginning of a form at its end counts */
  find(text: string, isCut: boolean): Match[] {
    const pass = new Pass(text, isCut);
    for (let at = 0; at < text.length; at += 1) {
      const forms = this.#byFirst[text.charCodeAt(at)];
      if (forms !== undefined) for (const form of forms) pass.begin(form, at);
      if (startsEscape(text, at)) this.#readEscape(pass, text, at);
    }
    return pass.matches;
  }

  #readEscape(pass: Pass, text: string, at: number): void {
    const parts = pass.partsBefore(at);
    pass.extend(parts, text.charAt(at), at + 1);
    for (const reading of escapesAt(text, at)) {
      pass.extend(parts, reading.text, reading.end);
      const forms = this.#byFirst[reading.text.charCodeAt(0)] ?? [];
      const begun = forms.map((form) => ({ form, length: 0, start: at }));
      pass.extend(begun, reading.text, reading.end);
    }
  }
}

/**
 * One pass through a text. Where an escape begins, it knows the beginnings of forms that end there: for
 * each form at most as many as the characters that are required. Elsewhere a form can only go on with
 * the next character. So the time grows in proportion to the text, whatever it contains.
 */
class Pass {
  readonly matches: Match[] = [];
  readonly #text: string;
  readonly #isCut: boolean;
  readonly #parts = new Map<number, Map<number, Part>>();
  /** Where the last match of a form ends that is longer than required. */
  readonly #ends = new Map<NumberedForm, number>();

  constructor(text: string, isCut: boolean) {
    this.#text = text;
    this.#isCut = isCut;
  }

  /** Looks for a form that begins with the character at a position. */
  begin(form: NumberedForm, at: number): void {
    const next = at + 1;
    // The second character excludes most forms at once.
    const mayGoOn =
      form.text.charCodeAt(1) === this.#text.charCodeAt(next) || startsEscape(this.#text, next);
    if (mayGoOn && (this.#ends.get(form) ?? 0) <= at) this.#follow(form, 1, at, next);
  }

  /** The beginnings that end before a position. */
  partsBefore(at: number): readonly Part[] {
    const parts = this.#parts.get(at);
    if (parts === undefined) return [];
    this.#parts.delete(at);
    return Array.from(parts.values());
  }

  /** Looks for forms that go on with these characters, and behind them at a position. */
  extend(parts: readonly Part[], characters: string, at: number): void {
    for (const { form, length, start } of parts) {
      if (form.text.startsWith(characters, length)) {
        this.#follow(form, length + characters.length, start, at);
      }
    }
  }

  /** Follows a form up to the next escape. */
  #follow(form: NumberedForm, from: number, start: number, at: number): void {
    let length = from;
    let end = at;
    while (length < form.text.length && end < this.#text.length && !startsEscape(this.#text, end)) {
      if (form.text.charCodeAt(length) !== this.#text.charCodeAt(end)) break;
      length += 1;
      end += 1;
    }
    const isAtEnd = this.#isCut && end === this.#text.length;
    if (length >= (isAtEnd ? form.requiredAtEnd : form.required)) {
      const isOpen = form.required < form.text.length;
      this.matches.push({ start, end, isOpen });
      if (isOpen) this.#ends.set(form, end);
    }
    if (length < form.text.length && startsEscape(this.#text, end)) {
      this.#keep({ form, length, start }, end);
    }
  }

  #keep(part: Part, at: number): void {
    const parts = this.#parts.get(at) ?? new Map<number, Part>();
    this.#parts.set(at, parts);
    const key = part.form.id * MAX_REQUIRED + Math.min(part.length, part.form.required);
    const other = parts.get(key);
    if (other === undefined || part.start < other.start) parts.set(key, part);
  }
}
