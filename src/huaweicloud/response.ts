import * as z from 'zod/mini';
import { beginning } from '../secrets/redact.ts';
import { canonicalCode } from './error-codes.ts';
import type { HttpResponse } from './transport.ts';

/** An error that the service reports: for a whole request, or for one server of it. */
export interface ServiceError {
  readonly code?: string;
  readonly message?: string;
}

/**
 * What the body of a response is: empty, a JSON object, damaged (a JSON text that is cut off, or bytes
 * that are not text), or something else, such as a page of an intermediary.
 */
export type BodyForm = 'empty' | 'object' | 'damaged' | 'other';

/** The content of a response of any of the services, in one form for all of their shapes. */
export interface ParsedResponse {
  readonly status: number;
  readonly requestId?: string;
  /** `Retry-After`, untouched. */
  readonly retryAfter?: string;
  /** The body reports an error, at whatever status. */
  readonly error?: ServiceError;
  /** The errors of `internalError`, by id in lower case. */
  readonly perServer: ReadonlyMap<string, ServiceError>;
  /** `internalError` has content, readable or not. */
  readonly hasServerErrors: boolean;
  /** Ids in `response`, in lower case; undefined without such a list. */
  readonly accepted?: ReadonlySet<string>;
  readonly form: BodyForm;
}

const Text = z.catch(z.optional(z.pipe(z.string(), z.transform(beginning))), undefined);
/** A code that fits the pattern of the services (`Ecs.0605`, `APIGW.0301`, `STS5.0001`). */
export const ErrorCode = z.catch(
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
/** The members with an entry for each server, which are read one by one. */
const PER_SERVER_LISTS = ['response', 'internalError'];
/** Bytes that are not text: control characters, and the replacement of what is not valid UTF-8. */
const BINARY = /[^\P{Cc}\s]|\ufffd/u;
/** The characters of a body in which such bytes are looked for. */
const MAX_INSPECTED = 1_000;

/**
 * Parses a response. The body decides first: the error code reference warns that HTTP statuses may be
 * inaccurate, and lists an error with status 202.
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
  const form = formOf(http, text, body !== undefined);
  const error = body === undefined ? rawError(http.status, text, form) : errorIn(body, http.status);
  const serverErrors = body?.['internalError'];
  const accepted = idsIn(body?.['response']);
  return {
    status: http.status,
    ...(requestId !== undefined && { requestId }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(error !== undefined && { error }),
    perServer: serverErrorsIn(serverErrors),
    hasServerErrors: isFilled(serverErrors),
    ...(accepted !== undefined && { accepted }),
    form,
  };
}

/** Drops codes and request ids that contain a secret: a password may match their patterns too. */
export function withoutSecrets(
  response: ParsedResponse,
  isSecret: (text: string) => boolean,
): ParsedResponse {
  const { error, perServer, requestId, ...rest } = response;
  const clean = ({ code, message }: ServiceError): ServiceError => ({
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

function formOf({ headers }: HttpResponse, text: string, isObject: boolean): BodyForm {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') return 'damaged';
  if (text === '') return 'empty';
  if (isObject) return 'object';
  if (text.startsWith('<')) return 'other';
  return /^[[{]/.test(text) || BINARY.test(text.slice(0, MAX_INSPECTED)) ? 'damaged' : 'other';
}

/**
 * Finds the error in any of the shapes in use: `{"error":{code,message}}` (ECS, IAM v3),
 * `{"error_code","error_msg"}` (gateway, STS, IAM v3.0), `{"code","message"}` (job query),
 * `{"badRequest":{code,message}}` (OpenStack), `{"errors":[…]}` and `{"error":"…"}` (intermediaries).
 */
function errorIn(body: Record<string, unknown>, status: number): ServiceError | undefined {
  const nested = JsonObject.safeParse(body['error']).data;
  if (nested !== undefined) return serviceError(nested);
  if (isFilled(body['error'])) return serviceError({ ...body, message: body['error'] });
  if (isError(body)) return serviceError(body);
  const member = Object.entries(body)
    .filter(([name]) => !PER_SERVER_LISTS.includes(name))
    .map(([, value]) => JsonObject.safeParse(firstIn(value)).data)
    .find((value) => value !== undefined && ('message' in value || isError(value)));
  if (member !== undefined) return serviceError(member);
  return status < 400 ? undefined : serviceError(body);
}

function firstIn(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function isError(value: Record<string, unknown>): boolean {
  return ['code', 'error_code', 'error_msg'].some((name) => isFilled(value[name]));
}

function rawError(status: number, text: string, form: BodyForm): ServiceError | undefined {
  if (status < 400) return undefined;
  return form === 'other' && !text.startsWith('<') ? { message: beginning(text) } : {};
}

function serviceError(from: Record<string, unknown>): ServiceError {
  const code = ErrorCode.parse(from['code']) ?? ErrorCode.parse(from['error_code']);
  const message =
    Text.parse(from['message']) ??
    Text.parse(from['error_msg']) ??
    Text.parse(from['error_message']);
  return { ...(code !== undefined && { code }), ...(message !== undefined && { message }) };
}

function serverErrorsIn(list: unknown): Map<string, ServiceError> {
  const errors = new Map<string, ServiceError>();
  for (const item of itemsIn(list)) {
    const id = idIn(item);
    if (id !== undefined && !errors.has(id)) errors.set(id, serviceError({ ...item }));
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

/** Checked by hand, without a schema, because a response holds a thousand of them. */
function idIn(item: object): string | undefined {
  return 'id' in item && typeof item.id === 'string' ? item.id.toLowerCase() : undefined;
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  return !Array.isArray(value) || value.length > 0;
}
