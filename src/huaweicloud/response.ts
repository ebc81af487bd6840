import * as z from 'zod/mini';
import { canonicalCode } from './error-codes.ts';

/** An HTTP answer as it came in. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the service says of one server of a refused batch. */
export interface ServerError {
  readonly code?: string;
  readonly message?: string;
}

/** What an answer of any of the services says, whichever of their many shapes it has. */
export interface ParsedResponse {
  readonly status: number;
  readonly requestId?: string;
  /** `Retry-After`, untouched. */
  readonly retryAfter?: string;
  /** There is an error in the body, at whatever status. */
  readonly error?: ServerError;
  /** The service's reasons per server, by id in lower case. */
  readonly perServer: ReadonlyMap<string, ServerError>;
  /** Something is in `internalError`, readable or not. */
  readonly hasServerErrors: boolean;
  /** Ids in `response`, in lower case; undefined without such a list. */
  readonly response?: ReadonlySet<string>;
  /** The body is empty or a JSON object. */
  readonly readable: boolean;
}

const Text = z.catch(z.optional(z.string()), undefined);
/** A code that fits the pattern of the services (`Ecs.0605`, `APIGW.0301`, `STS5.0001`). */
const Code = z.catch(
  z.optional(
    z.pipe(
      z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9]{1,19}\.[A-Za-z]{0,10}[0-9]{3,8}$/)),
      z.transform(canonicalCode),
    ),
  ),
  undefined,
);
/** A request id that fits the pattern of the services: hex digits, possibly with hyphens. */
const RequestId = z.catch(
  z.optional(z.string().check(z.regex(/^(?:req-)?[0-9A-Fa-f-]{16,64}$/))),
  undefined,
);
const JsonObject = z.record(z.string(), z.unknown());

/**
 * Reads an answer. It decides by the body first: the error code reference warns that HTTP statuses
 * may be inaccurate, and lists an error with status 202.
 */
export function parseResponse(http: HttpResponse): ParsedResponse {
  const text = http.body.trim();
  const parsed = parseJson(text);
  const body = JsonObject.safeParse(parsed).data;
  const requestId =
    RequestId.parse(http.headers['x-request-id']) ??
    RequestId.parse(body?.['request_id']) ??
    RequestId.parse(http.headers['x-iam-trace-id']);
  const retryAfter = http.headers['retry-after'];
  const error = body === undefined ? rawError(http.status, text) : errorIn(body, http.status);
  const serverErrors = body?.['internalError'];
  const response = idsIn(body?.['response']);
  return {
    status: http.status,
    ...(requestId !== undefined && { requestId }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(error !== undefined && { error }),
    perServer: serverErrorsIn(serverErrors),
    hasServerErrors: isFilled(serverErrors),
    ...(response !== undefined && { response }),
    readable: text === '' || body !== undefined,
  };
}

/** Drops codes and ids that hold a secret: they fit a pattern, but a password may fit it too. */
export function withoutSecrets(
  answer: ParsedResponse,
  isSecret: (text: string) => boolean,
): ParsedResponse {
  const { error, perServer, requestId, ...rest } = answer;
  const clean = ({ code, message }: ServerError): ServerError => ({
    ...(code !== undefined && !isSecret(code) && { code }),
    ...(message !== undefined && { message }),
  });
  return {
    ...rest,
    ...(requestId !== undefined && !isSecret(requestId) && { requestId }),
    ...(error !== undefined && { error: clean(error) }),
    perServer: new Map(Array.from(perServer, ([id, serverError]) => [id, clean(serverError)])),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, so nothing of it is kept.
    return undefined;
  }
}

/**
 * The shapes in use: `{"error":{code,message}}` (ECS, IAM v3), `{"error_code","error_msg"}`
 * (gateway, STS, IAM v3.0), `{"code","message"}` (job query), `{"badRequest":{code,message}}`
 * (OpenStack), and `{"error":"…"}` of whatever stands in between.
 */
function errorIn(body: Record<string, unknown>, status: number): ServerError | undefined {
  const nested = JsonObject.safeParse(body['error']).data;
  if (nested !== undefined) return serverError(nested);
  if (isFilled(body['error'])) return serverError({ ...body, message: body['error'] });
  if (['code', 'error_code', 'error_msg'].some((name) => isFilled(body[name]))) {
    return serverError(body);
  }
  if (status < 400) return undefined;
  const openStack = Object.values(body)
    .map((value) => JsonObject.safeParse(value).data)
    .find((value) => value !== undefined && ('message' in value || 'code' in value));
  return serverError(openStack ?? body);
}

function rawError(status: number, text: string): ServerError | undefined {
  if (status < 400) return undefined;
  return text === '' || text.startsWith('<') ? {} : { message: text };
}

function serverError(from: Record<string, unknown>): ServerError {
  const code = Code.parse(from['code']) ?? Code.parse(from['error_code']);
  const message =
    Text.parse(from['message']) ??
    Text.parse(from['error_msg']) ??
    Text.parse(from['error_message']);
  return { ...(code !== undefined && { code }), ...(message !== undefined && { message }) };
}

function serverErrorsIn(list: unknown): Map<string, ServerError> {
  const errors = new Map<string, ServerError>();
  for (const item of itemsIn(list)) {
    const id = idIn(item);
    if (id !== undefined && !errors.has(id)) errors.set(id, serverError({ ...item }));
  }
  return errors;
}

function idsIn(list: unknown): Set<string> | undefined {
  return Array.isArray(list)
    ? new Set(itemsIn(list).flatMap((item) => idIn(item) ?? []))
    : undefined;
}

function itemsIn(list: unknown): object[] {
  return Array.isArray(list)
    ? list.filter((item: unknown) => typeof item === 'object' && item !== null)
    : [];
}

/** By hand and not by a schema, because an answer holds a thousand of them. */
function idIn(item: object): string | undefined {
  return 'id' in item && typeof item.id === 'string' ? item.id.toLowerCase() : undefined;
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  return !Array.isArray(value) || value.length > 0;
}
