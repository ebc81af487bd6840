/** One HTTP answer, before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An error of the ECS service: its code, the status it comes with, and a message. */
export interface EcsError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

/** The statuses of the gateway's codes that the simulator uses (API signing guide, error codes). */
const GATEWAY_STATUS = {
  'APIGW.0101': 404,
  'APIGW.0201': 413,
  'APIGW.0301': 401,
  'APIGW.0307': 401,
} as const;

/** A code of the gateway in front of the service. */
export type GatewayCode = keyof typeof GATEWAY_STATUS;

/** An answer with a JSON body. */
export function jsonAnswer(status: number, body: object): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** An answer with plain text. */
export function textAnswer(status: number, text: string): Answer {
  return { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from(text) };
}

/** An answer without a body. */
export function emptyAnswer(status: number): Answer {
  return { status, headers: {}, body: Buffer.alloc(0) };
}

/** The error body of the ECS service (ECS API reference, "Responses (Task)"). */
export function ecsErrorAnswer({ status, code, message }: EcsError): Answer {
  return jsonAnswer(status, { error: { code, message } });
}

/** The error body of the gateway (API signing guide, error codes), with the request id repeated. */
export function gatewayErrorAnswer(code: GatewayCode, message: string, requestId: string): Answer {
  return jsonAnswer(GATEWAY_STATUS[code], {
    error_code: code,
    error_msg: message,
    request_id: requestId,
  });
}
