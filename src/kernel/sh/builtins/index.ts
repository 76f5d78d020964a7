import type { Shell } from '../shell.ts';
import { controls } from './control.ts';
import { environment } from './environment.ts';
import { jobControl } from './jobs.ts';
import { output } from './output.ts';
import { reading } from './reading.ts';
import { settings } from './settings.ts';

/** A command that the shell runs itself; its result is the status. `last`: nothing comes after it. */
export type Builtin = (shell: Shell, argv: readonly string[], last: boolean) => Promise<number> | number;

export const builtins: Readonly<Record<string, Builtin>> = {
  __proto__: null as never,
  ...controls,
  ...environment,
  ...jobControl,
  ...output,
  ...reading,
  ...settings,
};

/** POSIX special built-ins (XCU 2.14): assignments before them stay. */
export const special: ReadonlySet<string> = new Set([
  'break',
  ':',
  'continue',
  '.',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'return',
  'set',
  'shift',
  'times',
  'trap',
  'unset',
]);

/** Those whose arguments are assignments. */
export const declares: ReadonlySet<string> = new Set(['export', 'readonly', 'local']);
