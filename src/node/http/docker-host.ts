/** Where an engine listens. */
export type Address = { readonly path: string } | { readonly host: string; readonly port: number };

export class InvalidDockerHost extends Error {
  override readonly name = 'InvalidDockerHost';
}

const DEFAULT_SOCKET = '/var/run/docker.sock';
const DEFAULT_PORT = 2375;

/**
 * Reads DOCKER_HOST: `unix:///run/docker.sock`, `tcp://host:port`, or just `host:port`, with Docker's
 * defaults for what is left out (docker/cli opts/hosts.go).
 * @throws InvalidDockerHost
 */
export function parseDockerHost(dockerHost: string): Address {
  const [, scheme = 'tcp', rest = ''] = /^(?:(\w+):\/\/)?(.*)$/s.exec(dockerHost) ?? [];
  if (scheme === 'unix') return { path: rest || DEFAULT_SOCKET };
  if (scheme !== 'tcp') throw new InvalidDockerHost(`invalid bind address format: ${dockerHost}`);
  const [, host = '', port = ''] = /^(\[[0-9a-fA-F:]*\]|[^:/]*)(?::([^/]*))?\/?$/.exec(rest) ?? [rest];
  if (/\D/.test(port)) throw new InvalidDockerHost(`parse "${dockerHost}": invalid port ":${port}" after host`);
  return { host: host.replace(/^\[|\]$/g, '') || 'localhost', port: port ? Number(port) : DEFAULT_PORT };
}
