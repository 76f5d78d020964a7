/** Where a repository may be found: a base URL without a slash at its end. */
export interface Endpoint {
  readonly url: string;
  readonly mirror: boolean;
}

/** The registry that `docker.io` stands for. */
const HUB = 'https://registry-1.docker.io';

/** Registries on this machine may do without TLS (moby registry/config.go, `isSecureIndex`). */
const isLoopback = (host: string) => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);

/**
 * The endpoints of a registry, in the order in which they are tried (moby registry/service_v2.go).
 * A registry that needs no TLS is first tried with it all the same.
 */
export function endpointsOf(domain: string, mirror: string | undefined): Endpoint[] {
  if (domain === 'docker.io') {
    const official: Endpoint = { url: HUB, mirror: false };
    return mirror === undefined ? [official] : [{ url: withScheme(mirror), mirror: true }, official];
  }
  const secure: Endpoint = { url: `https://${domain}`, mirror: false };
  return isLoopback(domain) ? [secure, { url: `http://${domain}`, mirror: false }] : [secure];
}

const withScheme = (url: string) => (/^https?:\/\//.test(url) ? url : `https://${url}`).replace(/\/+$/, '');
