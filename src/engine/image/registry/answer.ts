import { readText } from '../../../core/http.ts';
import { challengesOf } from './challenge.ts';
import { denied, type ErrorEntry, errorEntry, RegistryErrors, UnexpectedResponse, UnexpectedStatus, unauthorized } from './errors.ts';

export const isSuccess = ({ status }: Response): boolean => status >= 200 && status < 400;

/** Go's `http.StatusText`, for what registries answer beyond 4xx: HTTP/2 carries no reason phrase. */
const reasons: Readonly<Record<number, string>> = {
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** What a response that is no success means (docker/distribution registry/client, `HandleErrorResponse`). */
export async function errorOf(response: Response): Promise<Error> {
  const { status } = response;
  if (status < 400 || status >= 500) {
    await response.body?.cancel();
    return new UnexpectedStatus(`${status} ${response.statusText || reasons[status] || ''}`.trimEnd());
  }
  const parsed = await parseBody(response);
  const challenged = challengesOf(response)
    .map(oauthError)
    .find((entry) => entry !== undefined);
  if (challenged) return new RegistryErrors(challenged, ...(parsed instanceof RegistryErrors ? parsed.entries : []));
  if (parsed instanceof UnexpectedResponse && status === 401) return new RegistryErrors(unauthorized());
  return parsed;
}

/** RFC 6750, section 3.1: why a bearer token was refused. */
function oauthError({ scheme, parameters }: ReturnType<typeof challengesOf>[number]): ErrorEntry | undefined {
  if (scheme !== 'bearer') return undefined;
  const description = parameters.error_description || undefined;
  if (parameters.error === 'invalid_token') return unauthorized(description);
  if (parameters.error === 'insufficient_scope') return denied(description);
  return undefined;
}

const codeOfStatus: Readonly<Record<number, string>> = { 401: 'UNAUTHORIZED', 403: 'DENIED', 429: 'TOOMANYREQUESTS' };

async function parseBody(response: Response): Promise<Error> {
  const { status } = response;
  const body = await readText(response);
  const plain = (message: string) => new RegistryErrors({ code: codeOfStatus[status] ?? 'UNKNOWN', message });
  const type = response.headers.get('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json' && type !== 'application/vnd.api+json') return plain(body);
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    const first = body.trimStart()[0];
    const reason = first === undefined ? 'unexpected end of JSON input' : `invalid character '${first}' looking for beginning of value`;
    return new UnexpectedResponse(status, reason, body);
  }
  const { details, errors } = (value ?? {}) as { details?: unknown; errors?: unknown };
  if (typeof details === 'string' && details !== '') return plain(details);
  const [first, ...rest] = Array.isArray(errors) ? errors.map(entryOf) : [];
  return first ? new RegistryErrors(first, ...rest) : new UnexpectedResponse(status, 'no error details found in HTTP response body', body);
}

function entryOf(value: unknown): ErrorEntry {
  const { code, message, detail } = (value ?? {}) as { code?: unknown; message?: unknown; detail?: unknown };
  return errorEntry(
    typeof code === 'string' ? code : '',
    typeof message === 'string' ? message : '',
    detail !== undefined && detail !== null,
  );
}
