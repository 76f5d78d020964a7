import type { ProcessSpec } from '../../kernel/types.ts';
import { consoleSizeOf } from '../api/terminal-size.ts';
import type { Container } from './container.ts';

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const nameOf = (entry: string) => entry.split('=', 1)[0]!;

/** Each name once: the last wins, in the place of the first. A name alone takes the variable away. */
function environment(...lists: (readonly string[])[]): string[] {
  const entries = new Map<string, string>();
  for (const entry of lists.flat()) {
    if (entry.includes('=')) entries.set(nameOf(entry), entry);
    else entries.delete(entry);
  }
  return [...entries.values()];
}

/** What a container's processes find in their environment (moby container/container_unix.go, "CreateDaemonEnvironment"). */
export function environmentOf({ config }: Pick<Container, 'config'>, tty: boolean, more: readonly string[] = []): string[] {
  const own = [`PATH=${defaultPath}`, `HOSTNAME=${config.Hostname}`, ...(tty ? ['TERM=xterm'] : [])];
  return environment(own, config.Env ?? [], more);
}

export function processSpec(container: Container): ProcessSpec {
  const { config, path, args } = container;
  const size = consoleSizeOf(container.hostConfig.ConsoleSize);
  return {
    argv: [path, ...args],
    env: environmentOf(container, config.Tty),
    cwd: config.WorkingDir || '/',
    user: config.User,
    tty: config.Tty,
    stdin: config.OpenStdin,
    ...(size ? { size } : {}),
    ...(container.cause ? { span: container.cause } : {}),
  };
}
