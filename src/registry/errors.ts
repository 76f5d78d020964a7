import { respond } from '../core/http.ts';

/**
 * Errors as the registry says them (OCI distribution specification, "Error Codes"; further codes and
 * all messages from distribution, `registry/api/errcode`).
 */
const codes = {
  UNKNOWN: [500, 'unknown error'],
  UNAUTHORIZED: [401, 'authentication required'],
  DENIED: [403, 'requested access to the resource is denied'],
  DIGEST_INVALID: [400, 'provided digest did not match uploaded content'],
  NAME_UNKNOWN: [404, 'repository name not known to registry'],
  MANIFEST_UNKNOWN: [404, 'manifest unknown'],
  BLOB_UNKNOWN: [404, 'blob unknown to registry'],
  PAGINATION_NUMBER_INVALID: [400, 'invalid number of results requested'],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>;

export type ErrorCode = keyof typeof codes;

export interface ErrorInit {
  readonly detail?: unknown;
  /** Where it is not the code's own. */
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function errorResponse(code: ErrorCode, { detail, message, headers = {} }: ErrorInit = {}): Response {
  const [status, standard] = codes[code];
  const entry = { code, message: message ?? standard, ...(detail === undefined ? {} : { detail }) };
  return json(status, { errors: [entry] }, headers);
}

/** JSON as Go's encoder writes it: with a newline at the end. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return respond(status, `${JSON.stringify(value)}\n`, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
}

/** What Go's HTTP server itself answers. */
export function plain(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return respond(status, `${text}\n`, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff', ...headers });
}
