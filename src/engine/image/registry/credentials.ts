/** What the client sends along in `X-Registry-Auth` (Engine API, "Authentication"). */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** A refresh token for the token service. */
  readonly identityToken: string;
  /** A bearer token for the registry itself. */
  readonly registryToken: string;
}

const none: Credentials = { username: '', password: '', identityToken: '', registryToken: '' };

/** From base64url JSON. A pull without valid credentials is not an error: it is anonymous. */
export function decodeCredentials(header: string | null): Credentials {
  if (!header) return none;
  try {
    const binary = atob(header.replaceAll('-', '+').replaceAll('_', '/'));
    const value: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0))));
    const fields = (value ?? {}) as Record<string, unknown>;
    const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
    return {
      username: text('username'),
      password: text('password'),
      identityToken: text('identitytoken'),
      registryToken: text('registrytoken'),
    };
  } catch {
    return none;
  }
}
