/** A long value, cut; and what it says to who can read it. */
export interface HeaderView {
  readonly shown: string;
  /** How many characters were left out. */
  readonly left: number;
  /** JSON that the value carries in base64: a token's claims, a login. */
  readonly decoded?: string;
}

const SHOWN = 72;

function jsonIn(base64url: string): string | undefined {
  try {
    const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return undefined;
  }
}

/** The second of a JSON Web Token's three parts is what it claims (RFC 7519). */
const claimsOf = (value: string) => {
  const [, claims, signature] = /^Bearer ([^.]+\.[^.]+\.[^.]*)$/.exec(value)?.[1]?.split('.') ?? [];
  return claims && signature !== undefined ? jsonIn(claims) : undefined;
};

export function viewHeader(name: string, value: string): HeaderView {
  const decoded = name.toLowerCase() === 'x-registry-auth' ? jsonIn(value) : claimsOf(value);
  const long = value.length > SHOWN + 16;
  return {
    shown: long ? `${value.slice(0, SHOWN)}…` : value,
    left: long ? value.length - SHOWN : 0,
    ...(decoded ? { decoded } : {}),
  };
}
