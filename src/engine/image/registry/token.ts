import { readJson, wireRequest } from '../../../core/http.ts';
import { errorOf, isSuccess } from './answer.ts';
import type { Credentials } from './credentials.ts';
import { NoCredentials } from './errors.ts';

/** A bearer token, and until when it holds (virtual milliseconds). */
export interface Token {
  readonly value: string;
  readonly expiresAtMs: number;
}

export interface TokenRequest {
  /** From the challenge. */
  readonly realm: string;
  readonly service: string;
  /** `repository:library/nginx:pull` */
  readonly scope: string;
  readonly credentials: Credentials;
}

/** A token holds for a minute at least, whatever the service says (docker/distribution registry/client/auth). */
const MINIMUM_SECONDS = 60;

/**
 * Asks a token service (distribution specification, "Token Authentication").
 * @throws Error as `errorOf` gives it, NoCredentials when the service answers without a token
 */
export async function fetchToken(
  send: (request: Request) => Promise<Response>,
  nowMs: () => number,
  { realm, service, scope, credentials }: TokenRequest,
): Promise<Token> {
  const response = await send(
    credentials.identityToken ? refresh(realm, service, scope, credentials) : ask(realm, service, scope, credentials),
  );
  if (!isSuccess(response)) throw await errorOf(response);
  const { token, access_token, expires_in } = (await readJson(response)) as Record<string, unknown>;
  const value = access_token || token;
  if (typeof value !== 'string') throw new NoCredentials('authorization server did not include a token in the response');
  const seconds = Math.max(MINIMUM_SECONDS, typeof expires_in === 'number' ? expires_in : 0);
  return { value, expiresAtMs: nowMs() + seconds * 1000 };
}

/** Go encodes a query with its keys in order. */
function ask(realm: string, service: string, scope: string, { username, password }: Credentials): Request {
  const url = new URL(realm);
  if (service) url.searchParams.append('service', service);
  url.searchParams.append('scope', scope);
  const known = username !== '' && password !== '';
  if (known) url.searchParams.append('account', username);
  url.searchParams.sort();
  return wireRequest(url, known ? { headers: { Authorization: basic(username, password) } } : {});
}

function refresh(realm: string, service: string, scope: string, { identityToken }: Credentials): Request {
  const form = new URLSearchParams({ client_id: 'docker', grant_type: 'refresh_token', refresh_token: identityToken, scope, service });
  return wireRequest(realm, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
}

export function basic(username: string, password: string): string {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
