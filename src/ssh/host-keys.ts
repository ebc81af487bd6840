import { createHash } from 'node:crypto';
import type { HostKey, KeyStatus, KnownHosts } from './known-hosts.ts';

/** The host key algorithms of the handshake, the preferred ones first. */
const ALGORITHMS = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
] as const;

/** The signature algorithms of an RSA key: RFC 8332. */
const RSA_ALGORITHMS = ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'];

export type HostKeyAlgorithm = (typeof ALGORITHMS)[number];

/** A host as it is connected to. */
export interface HostAddress {
  readonly host: string;
  readonly port: number;
}

/** A key that a host presented, and what was decided. */
export interface PresentedKey {
  readonly status: KeyStatus;
  readonly isAccepted: boolean;
  /** As OpenSSH prints it, for example `ED25519 SHA256:` and 43 characters. */
  readonly fingerprint: string;
}

/**
 * Decides about the keys of hosts. With `acceptsNew`, a key of a host for which none is known becomes
 * known; a changed or revoked key is never accepted.
 */
export class HostKeys {
  /** The lines of the keys that became known, in the format of OpenSSH. */
  readonly newLines: string[] = [];
  readonly #known: KnownHosts;
  readonly #acceptsNew: boolean;

  constructor(known: KnownHosts, acceptsNew: boolean) {
    this.#known = known;
    this.#acceptsNew = acceptsNew;
  }

  /** All algorithms, those of the known keys of the host first. */
  algorithmsFor({ host, port }: HostAddress): HostKeyAlgorithm[] {
    const types = this.#known.typesOf(host, port);
    const wanted = new Set(types.flatMap((type) => (type === 'ssh-rsa' ? RSA_ALGORITHMS : [type])));
    return [
      ...ALGORITHMS.filter((algorithm) => wanted.has(algorithm)),
      ...ALGORITHMS.filter((algorithm) => !wanted.has(algorithm)),
    ];
  }

  /** @param blob the public key as it is in the handshake */
  decide({ host, port }: HostAddress, blob: Buffer): PresentedKey {
    const key = keyOf(blob);
    const fingerprint = fingerprintOf(key.type, blob);
    const status = this.#known.statusOf(host, port, key);
    const isNew = status === 'unknown' && this.#acceptsNew;
    if (isNew) this.newLines.push(this.#known.add(host, port, key));
    return { status, isAccepted: isNew || status === 'known', fingerprint };
  }
}

function keyOf(blob: Buffer): HostKey {
  const end = 4 + (blob.length < 4 ? 0 : blob.readUInt32BE(0));
  return { type: blob.toString('latin1', 4, end), key: blob.toString('base64') };
}

/** The names that OpenSSH prints for types of keys. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  'ssh-ed25519': 'ED25519',
  'ssh-rsa': 'RSA',
  'ecdsa-sha2-nistp256': 'ECDSA',
  'ecdsa-sha2-nistp384': 'ECDSA',
  'ecdsa-sha2-nistp521': 'ECDSA',
};

/** Without the `=` at the end of the base64 text, as OpenSSH prints it. */
function fingerprintOf(type: string, blob: Buffer): string {
  const digest = createHash('sha256').update(blob).digest('base64');
  return `${SHORT_NAMES[type] ?? 'key'} SHA256:${digest.slice(0, -1)}`;
}
