import { open } from 'node:fs/promises';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import { instanceId, METADATA_TIMEOUT_MS } from '../../huaweicloud/metadata.ts';
import { isServerId } from '../../huaweicloud/server-id.ts';
import { createTransport } from '../../huaweicloud/transport.ts';
import { METADATA_TEXTS } from '../../auth/failure-texts.ts';

/**
 * Files in which cloud-init keeps the ID of the machine, which on an ECS is the server ID. The first one
 * is of this boot (cloud-init documentation, "Instance-data").
 */
const FILES = ['/run/cloud-init/.instance-id', '/var/lib/cloud/data/instance-id'];
/** An ID is shorter. */
const MAX_BYTES = 200;

/**
 * The server ID of the machine that this process runs on, in lower case, where it is known for certain;
 * else undefined, for example in most containers.
 *
 * @param usesMetadata whether the metadata service is used anyway, for the agency of the ECS
 */
export async function ownServerId(
  usesMetadata: boolean,
  requests: RequestContext,
): Promise<string | undefined> {
  const fromService = usesMetadata ? await fromMetadata(requests) : undefined;
  return fromService ?? (await fromFiles());
}

async function fromMetadata(requests: RequestContext): Promise<string | undefined> {
  const proxies = { https: '', http: '', except: '' };
  const transport = createTransport({ timeoutMs: METADATA_TIMEOUT_MS, proxies });
  try {
    const context = { ...requests, transport, proxied: false };
    const id = await instanceId(METADATA_TEXTS, context);
    return id.ok ? id.value : undefined;
  } finally {
    await transport.close();
  }
}

async function fromFiles(): Promise<string | undefined> {
  for (const path of FILES) {
    const id = (await beginningOf(path)).trim().toLowerCase();
    if (isServerId(id)) return id;
  }
  return undefined;
}

/** Empty where the file cannot be read. */
async function beginningOf(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_BYTES), 0, MAX_BYTES, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
