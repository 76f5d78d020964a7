import { StatusError } from './status-error.ts';

/** `-H` as the client reads it: `foo` is `tcp://foo:2375`, `unix://` the usual socket (docker/cli opts/hosts.go). */
export function parseHost(text: string): string {
  const host = text.trim();
  const match = /^(\w+):\/\/(.*)$/.exec(host);
  if (!match) return `tcp://${host.includes(':') ? host : `${host}:2375`}`;
  const [, scheme, address = ''] = match;
  if (scheme === 'unix') return `unix://${address || '/var/run/docker.sock'}`;
  if (scheme === 'tcp') return `tcp://${address.includes(':') ? address : `${address || 'localhost'}:2375`}`;
  if (scheme === 'ssh' || scheme === 'npipe' || scheme === 'fd') return host;
  throw new StatusError(`Failed to initialize: unable to resolve docker endpoint: invalid bind address format: ${host}`);
}
