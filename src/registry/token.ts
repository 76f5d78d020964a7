import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import type { Scope } from './scope.ts';

/** Tokens: JSON Web Tokens (RFC 7519) with the claims of distribution's "Token Authentication Implementation". */
export interface Claims {
  readonly access: readonly Scope[];
  /** The service that the token is for. */
  readonly aud: string;
  /** Seconds since 1970, as are the others. */
  readonly exp: number;
  readonly iat: number;
  readonly iss: string;
  readonly jti: string;
  readonly nbf: number;
  readonly sub: string;
}

const claims = v.object({
  access: v.array(v.object({ type: v.string(), name: v.string(), actions: v.array(v.string()) })),
  aud: v.string(),
  exp: v.number(),
  iat: v.number(),
  iss: v.string(),
  jti: v.string(),
  nbf: v.number(),
  sub: v.string(),
});

const encoder = new TextEncoder();
const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const encode = (value: unknown) => base64url(encoder.encode(JSON.stringify(value)));
const sign = (text: string, key: Uint8Array) => base64url(hmac(sha256, key, encoder.encode(text)));

const HEADER = encode({ alg: 'HS256', typ: 'JWT' });

/** Docker Hub signs with a certificate; one key that service and registry share does as well here. */
export function issueToken(payload: Claims, key: Uint8Array): string {
  const text = `${HEADER}.${encode(payload)}`;
  return `${text}.${sign(text, key)}`;
}

/** The claims of a token that we issued; undefined when we did not. */
export function readToken(token: string, key: Uint8Array): Claims | undefined {
  const [header, payload, signature] = token.split('.');
  if (header === undefined || payload === undefined || signature !== sign(`${header}.${payload}`, key)) return undefined;
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  return v.parse(claims, JSON.parse(new TextDecoder().decode(bytes)));
}
