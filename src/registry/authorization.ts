import { errorResponse } from './errors.ts';
import type { Match } from './routes.ts';
import { covers, type Scope, scopeText } from './scope.ts';
import { readToken } from './token.ts';

/** What a request may do, by the token that it carries. */
export type Verdict = 'granted' | 'no-token' | 'bad-token' | 'insufficient';

const actionsOf: Readonly<Record<string, readonly string[]>> = { GET: ['pull'], HEAD: ['pull'], DELETE: ['delete'] };

/** What the request needs, as distribution asks for it (`registry/handlers/app.go`, `appendAccessRecords`). */
export function neededScope({ route, name }: Match, method: string): Scope | undefined {
  if (route.resource === 'repository') return { type: 'repository', name, actions: actionsOf[method] ?? ['pull', 'push'] };
  return route.resource === 'catalog' ? { type: 'registry', name: 'catalog', actions: ['*'] } : undefined;
}

export interface TokenCheck {
  readonly key: Uint8Array;
  readonly service: string;
  readonly nowSeconds: number;
}

export function verdictOn(headers: Headers, needed: Scope | undefined, { key, service, nowSeconds }: TokenCheck): Verdict {
  const token = /^Bearer +(.+)$/i.exec(headers.get('Authorization') ?? '')?.[1];
  if (token === undefined) return 'no-token';
  const claims = readToken(token, key);
  if (!claims || claims.aud !== service || claims.exp <= nowSeconds) return 'bad-token';
  return needed === undefined || covers(claims.access, needed) ? 'granted' : 'insufficient';
}

/** RFC 6750, section 3.1 */
const challengeErrors: Readonly<Record<Verdict, string | undefined>> = {
  granted: undefined,
  'no-token': undefined,
  'bad-token': 'invalid_token',
  insufficient: 'insufficient_scope',
};

/** 401 with what the client must ask for, and where (distribution specification, "Token Authentication"). */
export function challenge(verdict: Verdict, needed: Scope | undefined, realm: string, service: string): Response {
  const error = challengeErrors[verdict];
  const parameters = {
    realm,
    service,
    ...(needed ? { scope: scopeText(needed) } : {}),
    ...(error ? { error } : {}),
  };
  const text = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
  const detail = needed?.actions.map((action) => ({ Type: needed.type, Class: '', Name: needed.name, Action: action })) ?? null;
  return errorResponse('UNAUTHORIZED', { detail, headers: { 'Www-Authenticate': `Bearer ${text.join(',')}` } });
}
