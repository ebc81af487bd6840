import * as z from 'zod/mini';
import { Time } from './schemas.ts';
import { isServerId } from './server-id.ts';

/** The member of a row with the data of cloud-init, which may contain a password. It is never read. */
export const USER_DATA = 'OS-EXT-SRV-ATTR:user_data';

/** A server as the list shows it. All texts are those of the service, not fit to be shown. */
export interface ServerRow {
  readonly kind: 'server';
  /** In lower case. */
  readonly id: string;
  readonly name: string;
  /** For example `ACTIVE`. While a server is being shut down or started, only its task shows it. */
  readonly status: string;
  /** The task that is under way; null where there is none. */
  readonly taskState: string | null;
  readonly locked: boolean;
  /** `freeze` in the metadata: in arrears, expired, or frozen by the provider. */
  readonly frozen: boolean;
  /** Undefined where the metadata do not tell. */
  readonly os: 'linux' | 'windows' | undefined;
  /** Milliseconds since the epoch; undefined where the row does not tell. */
  readonly created: number | undefined;
  /** `key=value`, or `key`. */
  readonly tags: readonly string[];
  /** Undefined in clouds without enterprise projects. */
  readonly enterpriseProjectId: string | undefined;
  readonly addresses: readonly ServerAddress[];
}

export interface ServerAddress {
  readonly address: string;
  readonly isPublic: boolean;
  readonly version: 4 | 6;
  /** Whether it belongs to the primary interface; undefined where the row does not tell. */
  readonly isPrimary: boolean | undefined;
}

/** What a list tells of one server. */
export type ListedServer =
  | ServerRow
  /** The service does not know the ID. */
  | { readonly kind: 'not_found'; readonly id: string }
  /** There is a row, and it does not match the definition. */
  | { readonly kind: 'unreadable'; readonly id: string };

const Text = z.string().check(z.maxLength(1_000));
const State = z.string().check(z.maxLength(100));
const Row = z.object({
  name: Text,
  status: State,
  'OS-EXT-STS:task_state': z.nullish(State),
  locked: z.boolean(),
  metadata: z.looseObject({
    EcmResStatus: z.optional(z.unknown()),
    os_type: z.optional(z.unknown()),
  }),
  created: z.catch(z.optional(z.pipe(State, Time)), undefined),
  tags: z.nullish(z.array(Text)),
  enterprise_project_id: z.nullish(Text),
});
const AddressLists = z.record(z.string(), z.array(z.unknown()));
const Address = z.object({
  addr: State,
  version: z.optional(z.union([z.string(), z.number()])),
  'OS-EXT-IPS:type': z.optional(z.unknown()),
  primary: z.optional(z.unknown()),
});

/**
 * Reads one row of a list of servers. Only the members that are needed leave it.
 *
 * Source: ECS API reference, "Querying Details About ECSs"; the row of an ID that does not exist has
 * nothing but null beside `id` and `fault`.
 *
 * @returns undefined where the row does not even have a server ID
 */
export function readRow(row: unknown): ListedServer | undefined {
  const id = idOf(row);
  if (id === undefined || !isObject(row)) return undefined;
  if (isMissing(row)) return { kind: 'not_found', id };
  const parsed = Row.safeParse(row).data;
  if (parsed === undefined) return { kind: 'unreadable', id };
  const { created, locked, metadata, name, status, tags } = parsed;
  const taskState = parsed['OS-EXT-STS:task_state'] ?? '';
  return {
    kind: 'server',
    id,
    name,
    status,
    taskState: taskState === '' ? null : taskState,
    locked,
    frozen: metadata.EcmResStatus === 'freeze',
    os: systemOf(metadata.os_type),
    created: created?.getTime(),
    tags: tags ?? [],
    enterpriseProjectId: parsed.enterprise_project_id ?? undefined,
    addresses: addressesOf(row['addresses']),
  };
}

function idOf(row: unknown): string | undefined {
  if (!isObject(row)) return undefined;
  const { id } = row;
  return typeof id === 'string' && isServerId(id) ? id.toLowerCase() : undefined;
}

function isMissing(row: Readonly<Record<string, unknown>>): boolean {
  if (row['status'] !== null) return false;
  const others = Object.entries(row).filter(([name]) => name !== 'id' && name !== 'fault');
  return others.every(([, value]) => value === null);
}

function systemOf(type: unknown): ServerRow['os'] {
  if (typeof type !== 'string' || type.length > 100) return undefined;
  const name = type.toLowerCase();
  return name === 'linux' || name === 'windows' ? name : undefined;
}

/** What is not an address is left out. */
function addressesOf(value: unknown): ServerAddress[] {
  const lists = AddressLists.safeParse(value).data ?? {};
  return Object.values(lists)
    .flat()
    .flatMap((item) => {
      const parsed = Address.safeParse(item).data;
      if (parsed === undefined) return [];
      const { addr: address, primary, version } = parsed;
      const isV6 = version === undefined ? address.includes(':') : String(version) === '6';
      return {
        address,
        isPublic: parsed['OS-EXT-IPS:type'] === 'floating',
        version: isV6 ? 6 : 4,
        isPrimary: typeof primary === 'boolean' ? primary : undefined,
      } as const;
    });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
