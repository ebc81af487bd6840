import { createHmac } from 'node:crypto';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';

/** The port whose number is not part of a name in a file of known hosts. */
const DEFAULT_PORT = 22;
/** Wildcards and hashed names are compared one by one, so the list has a limit. In characters. */
const MAX_TEXT = 8 * 1024 * 1024;
/** Longer lines are not read. */
const MAX_LINE = 64 * 1024;
/** More lines that are not valid are counted, not named. */
const MAX_NAMED = 5;

/** A public key as OpenSSH writes it. */
export interface HostKey {
  readonly type: string;
  /** In base64. */
  readonly key: string;
}

/** Why a text is not a list of known hosts. */
export interface KnownHostsProblem {
  readonly message: string;
  /** The first line that is not valid, counted from 1. */
  readonly line: number;
}

/** What a list of known hosts says about a key that a host presents. */
export type KeyStatus = 'known' | 'unknown' | 'changed' | 'revoked';

interface Entry extends HostKey {
  readonly isRevoked: boolean;
}

interface Pattern {
  readonly matches: (name: string) => boolean;
  readonly entry: Entry;
}

/**
 * The keys of hosts, in the format of OpenSSH: plain and hashed names, wildcards, `[host]:port` and
 * `@revoked`. Lines with `@cert-authority` are counted only, because host certificates are not
 * supported. Source: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT".
 */
export class KnownHosts {
  /** How many lines with `@cert-authority` were left out. */
  readonly authorities: number;
  readonly #byName: Map<string, Entry[]>;
  readonly #patterns: readonly Pattern[];
  /** Entries of a name that have been looked up: hashed names have to be compared one by one. */
  readonly #found = new Map<string, readonly Entry[]>();

  private constructor(byName: Map<string, Entry[]>, patterns: Pattern[], authorities: number) {
    this.#byName = byName;
    this.#patterns = patterns;
    this.authorities = authorities;
  }

  static empty(): KnownHosts {
    return new KnownHosts(new Map(), [], 0);
  }

  /** @returns the list, or a problem that names lines and quotes nothing of them */
  static parse(text: string): Result<KnownHosts, KnownHostsProblem> {
    if (text.length > MAX_TEXT) return failure({ message: 'is larger than 8 MiB', line: 1 });
    const byName = new Map<string, Entry[]>();
    const patterns: Pattern[] = [];
    const invalid: number[] = [];
    let authorities = 0;
    for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
      const parsed = parseLine(line);
      if (parsed === 'invalid') invalid.push(index + 1);
      else if (parsed === 'authority') authorities += 1;
      else if (parsed !== 'empty') collect(parsed, byName, patterns);
    }
    if (invalid.length === 0) return success(new KnownHosts(byName, patterns, authorities));
    const named = invalid.slice(0, MAX_NAMED).map((line) => `line ${line}`);
    const more = invalid.length > MAX_NAMED ? ` and ${invalid.length - MAX_NAMED} more` : '';
    return failure({
      message: `has lines that are not in the format of OpenSSH's known_hosts: ${named.join(', ')}${more}`,
      line: invalid[0] ?? 1,
    });
  }

  /** The types of the keys that are known for a host, without revoked ones. */
  typesOf(host: string, port: number): string[] {
    const named = this.#keys(nameOf(host, port));
    const keys = named.length > 0 ? named : this.#keys(host.toLowerCase());
    return [...new Set(keys.map(({ type }) => type))];
  }

  /**
   * Decides as OpenSSH does, with one difference: a host with a known key has changed when it presents
   * another one, also of another type. A key under the host's name alone is good for every port when
   * nothing is known for this port.
   */
  statusOf(host: string, port: number, { key }: HostKey): KeyStatus {
    const name = nameOf(host, port);
    const plain = host.toLowerCase();
    const isRevoked = [...this.#entries(name), ...this.#entries(plain)].some(
      (entry) => entry.isRevoked && entry.key === key,
    );
    if (isRevoked) return 'revoked';
    const named = this.#keys(name);
    if (named.length > 0) return named.some((known) => known.key === key) ? 'known' : 'changed';
    return this.#keys(plain).some((known) => known.key === key) ? 'known' : 'unknown';
  }

  /** Adds a key, and returns its line. */
  add(host: string, port: number, { key, type }: HostKey): string {
    const name = nameOf(host, port);
    collectNamed(this.#byName, name, { type, key, isRevoked: false });
    this.#found.delete(name);
    return `${name} ${type} ${key}`;
  }

  #keys(name: string): readonly Entry[] {
    return this.#entries(name).filter(({ isRevoked }) => !isRevoked);
  }

  #entries(name: string): readonly Entry[] {
    const found = this.#found.get(name);
    if (found !== undefined) return found;
    const entries = [
      ...(this.#byName.get(name) ?? []),
      ...this.#patterns.filter(({ matches }) => matches(name)).map(({ entry }) => entry),
    ];
    this.#found.set(name, entries);
    return entries;
  }
}

function nameOf(host: string, port: number): string {
  const lower = host.toLowerCase();
  return port === DEFAULT_PORT ? lower : `[${lower}]:${port}`;
}

interface Line {
  readonly names: readonly string[];
  readonly entry: Entry;
}

function parseLine(line: string): Line | 'empty' | 'authority' | 'invalid' {
  if (line.length > MAX_LINE) return 'invalid';
  const trimmed = line.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return 'empty';
  const fields = trimmed.split(/[ \t]+/);
  const marker = trimmed.startsWith('@') ? fields.shift() : undefined;
  const [hosts = '', type = '', key = ''] = fields;
  if (blobType(key) !== type) return 'invalid';
  if (marker === '@cert-authority') return 'authority';
  if (marker !== undefined && marker !== '@revoked') return 'invalid';
  const names = hosts.toLowerCase().split(',');
  // A hashed name is alone, and letter case matters in it.
  const isHashed = hosts.startsWith('|');
  if (isHashed && hashOf(hosts) === undefined) return 'invalid';
  return {
    names: isHashed ? [hosts] : names,
    entry: { type, key, isRevoked: marker !== undefined },
  };
}

/** The type that is written inside a public key; undefined if the text is not a public key. */
export function blobType(key: string): string | undefined {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(key)) return undefined;
  const blob = Buffer.from(key, 'base64');
  if (blob.length < 5) return undefined;
  const length = blob.readUInt32BE(0);
  const end = 4 + length;
  return length > 0 && end < blob.length ? blob.toString('latin1', 4, end) : undefined;
}

interface Hash {
  readonly salt: Buffer;
  readonly digest: Buffer;
}

/** `|1|salt|digest`: HMAC-SHA1 of the name with the salt as its key. */
function hashOf(name: string): Hash | undefined {
  const [, salt, digest] = /^\|1\|([A-Za-z0-9+/]{27}=)\|([A-Za-z0-9+/]{27}=)$/.exec(name) ?? [];
  if (salt === undefined || digest === undefined) return undefined;
  return { salt: Buffer.from(salt, 'base64'), digest: Buffer.from(digest, 'base64') };
}

function collect(line: Line, byName: Map<string, Entry[]>, patterns: Pattern[]): void {
  const { entry, names } = line;
  const hash = hashOf(names[0] ?? '');
  if (hash !== undefined) {
    const matches = (name: string): boolean =>
      createHmac('sha1', hash.salt).update(name).digest().equals(hash.digest);
    patterns.push({ matches, entry });
  } else if (names.some((name) => /[*?!]/.test(name))) {
    patterns.push({ matches: (name) => matchesList(name, names), entry });
  } else {
    for (const name of names) collectNamed(byName, name, entry);
  }
}

function collectNamed(byName: Map<string, Entry[]>, name: string, entry: Entry): void {
  const entries = byName.get(name);
  if (entries === undefined) byName.set(name, [entry]);
  else entries.push(entry);
}

/** A name matches a list when one pattern matches it, and none that begins with `!`. */
function matchesList(name: string, patterns: readonly string[]): boolean {
  const isIn = (pattern: string): boolean => matchesPattern(name, pattern);
  return (
    patterns.some((pattern) => !pattern.startsWith('!') && isIn(pattern)) &&
    !patterns.some((pattern) => pattern.startsWith('!') && isIn(pattern.slice(1)))
  );
}

/** `*` stands for any text and `?` for one character. After a difference the last `*` takes one more. */
function matchesPattern(text: string, pattern: string): boolean {
  let [at, of] = [0, 0];
  let star: { of: number; at: number } | undefined;
  while (at < text.length) {
    const expected = pattern.charAt(of);
    if (expected === '*') {
      star = { of, at };
      of += 1;
    } else if (expected === '?' || (expected !== '' && expected === text.charAt(at))) {
      at += 1;
      of += 1;
    } else if (star !== undefined) {
      star.at += 1;
      at = star.at;
      of = star.of + 1;
    } else {
      return false;
    }
  }
  while (pattern.charAt(of) === '*') of += 1;
  return of === pattern.length;
}
