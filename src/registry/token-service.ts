import type { Random } from '../core/random.ts';
import type { ContentStore } from '../oci/content-store.ts';
import { json, plain } from './errors.ts';
import { parseScope, type Scope } from './scope.ts';
import { issueToken } from './token.ts';

/** The service that a challenge sends a client to (distribution specification, "Token Authentication"). */
export interface TokenServiceOptions {
  readonly store: ContentStore;
  readonly random: Random;
  readonly key: Uint8Array;
  readonly service: string;
  /** Seconds since 1970, or since the world began where nobody knows the date. */
  readonly nowSeconds: () => number;
  /** Whether `nowSeconds` is a date that means something to a client. */
  readonly dated: boolean;
}

/** Docker Hub's. */
const TOKEN_SECONDS = 300;
const ISSUER = 'auth.docker.io';

/** Anyone may pull what is there, and list it; what is not there looks the same as what is private. */
function grant(asked: Scope, store: ContentStore): Scope {
  if (asked.type === 'registry' && asked.name === 'catalog') return asked;
  const exists = asked.type === 'repository' && store.tags(asked.name) !== undefined;
  return { ...asked, actions: exists ? asked.actions.filter((action) => action === 'pull') : [] };
}

export function grantToken(request: Request, options: TokenServiceOptions): Response {
  const { store, random, key, service, nowSeconds, dated } = options;
  if (request.method !== 'GET') return plain(405, 'Method not allowed', { Allow: 'GET' });
  // There are no accounts: whoever shows a password shows a wrong one.
  if (request.headers.has('Authorization')) return json(401, { details: 'incorrect username or password' });
  const { searchParams } = new URL(request.url);
  const asked = searchParams.getAll('scope').flatMap((scopes) => scopes.split(' ').flatMap((text) => parseScope(text) ?? []));
  const now = nowSeconds();
  const token = issueToken(
    {
      access: asked.map((scope) => grant(scope, store)).filter(({ actions }) => actions.length > 0),
      aud: searchParams.get('service') ?? service,
      exp: now + TOKEN_SECONDS,
      iat: now,
      iss: ISSUER,
      jti: random.hex(32),
      nbf: now,
      sub: '',
    },
    key,
  );
  const issued = dated ? { issued_at: new Date(now * 1000).toISOString().replace('.000Z', 'Z') } : {};
  return json(200, { token, access_token: token, expires_in: TOKEN_SECONDS, ...issued });
}
