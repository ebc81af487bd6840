/** An HTTP response before it is sent. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An error of the ECS service: its code, its HTTP status and a message. */
export interface EcsError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** The HTTP status for each code of the gateway that the simulator uses (API signing guide, error codes). */
const GATEWAY_STATUS = {
  'APIGW.0101': 404,
  'APIGW.0201': 413,
  'APIGW.0301': 401,
  'APIGW.0307': 401,
  'APIGW.0308': 429,
} as const;

/** A code of the gateway in front of the service. */
export type GatewayCode = keyof typeof GATEWAY_STATUS;

/** A response with a JSON body. */
export function jsonResponse(status: number, body: object): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** A response with plain text. */
export function textResponse(status: number, text: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from(text) };
}

/** A response without a body. */
export function emptyResponse(status: number): HttpResponse {
  return { status, headers: {}, body: Buffer.alloc(0) };
}

/** The error body of the ECS service (ECS API reference, "Responses (Task)"). */
export function ecsErrorResponse({ status, code, message }: EcsError): HttpResponse {
  return jsonResponse(status, { error: { code, message } });
}

/** The error body of the gateway (API signing guide, error codes), which repeats the request ID. */
export function gatewayErrorResponse(
  code: GatewayCode,
  message: string,
  requestId: string,
): HttpResponse {
  return jsonResponse(GATEWAY_STATUS[code], {
    error_code: code,
    error_msg: message,
    request_id: requestId,
  });
}
