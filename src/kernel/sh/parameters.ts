import { ShellError } from './control.ts';
import type { Shell } from './shell.ts';

const flags: Readonly<Record<string, string>> = {
  errexit: 'e',
  nounset: 'u',
  xtrace: 'x',
  noglob: 'f',
  verbose: 'v',
  interactive: 'i',
  monitor: 'm',
};

/** A parameter's value; undefined when it is not set. `@` and `*` are joined with spaces. */
export function parameter(shell: Shell, name: string): string | undefined {
  if (/^[A-Za-z_]/.test(name)) return shell.get(name);
  if (/^\d+$/.test(name)) return name === '0' ? shell.name : shell.positional[Number(name) - 1];
  return specials[name]?.(shell);
}

const specials: Readonly<Record<string, (shell: Shell) => string | undefined>> = {
  '?': (shell) => String(shell.status),
  '#': (shell) => String(shell.positional.length),
  $: (shell) => String(shell.pid),
  '!': (shell) => (shell.lastBackground === undefined ? undefined : String(shell.lastBackground)),
  '-': (shell) => [...shell.options].map((option) => flags[option] ?? '').join('') + shell.startedBy,
  '@': (shell) => (shell.positional.length > 0 ? shell.positional.join(' ') : undefined),
  '*': (shell) => (shell.positional.length > 0 ? shell.positional.join(shell.ifs[0] ?? '') : undefined),
};

/** The value for an expansion: an unset parameter is empty, or an error under `set -u`. */
export function required(shell: Shell, name: string): string {
  const value = parameter(shell, name);
  if (value === undefined && shell.options.has('nounset') && name !== '@' && name !== '*')
    throw new ShellError(`${name}: parameter not set`);
  return value ?? '';
}
