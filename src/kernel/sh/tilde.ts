import { table } from '../programs/lib/accounts.ts';
import type { Shell } from './shell.ts';

/** `~` and `~user` at a word's beginning; undefined where there is no such thing. */
export function expandTilde(shell: Shell, text: string): string | undefined {
  const found = /^~([^/'"\\$`]*)(\/[\s\S]*)?$/.exec(text);
  if (!found) return undefined;
  const [, user = '', rest = ''] = found;
  const home = user === '' ? shell.get('HOME') : table(shell.sys, '/etc/passwd').find((row) => row[0] === user)?.[5];
  return home === undefined ? undefined : home + rest;
}
