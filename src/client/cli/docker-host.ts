import type { ClientHost } from '../host.ts';
import type { FlagValues } from './flag.ts';
import { messageOf, StatusError } from './status-error.ts';

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

const unresolved = (why: string) => new StatusError(`Failed to initialize: unable to resolve docker endpoint: ${why}`);

/** Contexts other than the default, and TLS, need files that this client does not keep; without them the real one fails alike. */
export async function checkEndpoint(flags: FlagValues, host: ClientHost): Promise<void> {
  const context = flags.text('context');
  if (context !== '' && context !== 'default') {
    const file = `${flags.text('config')}/contexts/meta/${await sha256(context)}/meta.json`;
    throw unresolved(`context ${JSON.stringify(context)}: context not found: open ${file}: no such file or directory`);
  }
  if (!flags.on('tls') && !flags.on('tlsverify')) return;
  await host.readFile(flags.text('tlscacert')).catch((error: unknown) => {
    throw unresolved(messageOf(error));
  });
  throw unresolved('TLS is not part of this client');
}

async function sha256(text: string): Promise<string> {
  const { sha256: hash } = await import('@noble/hashes/sha2.js');
  return Array.from(hash(new TextEncoder().encode(text)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
