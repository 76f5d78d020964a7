import { attempt } from '../../errno.ts';
import { Leave, ShellError } from '../control.ts';
import { foreground } from '../execute.ts';
import { forkShell } from '../fork.ts';
import { findProgram, isStandalone, runProgram, searchPath } from '../lookup.ts';
import type { Shell } from '../shell.ts';
import { runText } from '../traps.ts';
import { type Builtin, builtins } from './index.ts';

/** `exit`, `return`: the status given, or the last one. @throws ShellError */
function statusArgument(shell: Shell, text: string | undefined): number {
  if (text === undefined) return shell.status;
  if (!/^\d+$/.test(text)) throw new ShellError(`Illegal number: ${text}`);
  return Number(text) & 0xff;
}

function leaveLoops(kind: 'break' | 'continue'): Builtin {
  return (shell, [, count = '1']) => {
    if (!/^[1-9]\d*$/.test(count)) throw new ShellError(`Illegal number: ${count}`);
    if (shell.loops === 0) return 0;
    throw new Leave(kind, Math.min(Number(count), shell.loops));
  };
}

const evaluate: Builtin = async (shell, [, ...words], last) => {
  shell.status = 0;
  await runText(shell, words.join(' '), last);
  return shell.status;
};

const source: Builtin = async (shell, [, name, ...args]) => {
  if (name === undefined) return 2;
  const path = name.includes('/') ? name : (searchReadable(shell, name) ?? name);
  const bytes = shell.sys.fileBytes(path);
  if (!bytes)
    throw new ShellError(
      `.: can't open '${name}': ${'error' in attempt(() => shell.sys.stat(path)) ? 'No such file or directory' : 'Permission denied'}`,
    );
  const { positional, source: outer } = shell;
  if (args.length > 0) shell.positional = args;
  try {
    const text = new TextDecoder().decode(bytes);
    shell.source = { text, name: path, firstLine: 1 };
    await runText(shell, text);
  } catch (error) {
    if (!(error instanceof Leave) || error.kind !== 'return') throw error;
    shell.status = error.count;
  } finally {
    shell.source = outer;
    if (args.length > 0) shell.positional = positional;
  }
  return shell.status;
};

function searchReadable(shell: Shell, name: string): string | undefined {
  const directories = (shell.get('PATH') ?? '').split(':');
  return directories.map((one) => `${one}/${name}`).find((path) => shell.sys.fileBytes(path) !== undefined);
}

/** `command`: a command that is not a function of ours; `-v` says what a name means. */
const command: Builtin = async (shell, [, ...rest], last) => {
  const [first, ...args] = rest;
  if (first === undefined) return 0;
  if (first === '-v' || first === '-V') {
    const [name] = args;
    const meaning = name === undefined ? undefined : describe(shell, name, first === '-V');
    if (meaning === undefined) return 127;
    await shell.sys.write(1, `${meaning}\n`);
    return 0;
  }
  const argv = first === '-p' ? args : rest;
  const builtin = builtins[argv[0] ?? ''];
  if (builtin) return builtin(shell, argv, last);
  return foreground(
    shell,
    forkShell(shell, (child) => runProgram(child, findProgram(child, argv[0] ?? ''), argv), {}),
  );
};

const reserved = new Set(['if', 'then', 'else', 'elif', 'fi', 'do', 'done', 'case', 'esac', 'while', 'until', 'for', 'in', '{', '}', '!']);

function describe(shell: Shell, name: string, long: boolean): string | undefined {
  if (reserved.has(name)) return long ? `${name} is a shell keyword` : name;
  if (shell.functions.has(name)) return long ? `${name} is a function` : name;
  if (builtins[name]) return long ? `${name} is a shell builtin` : name;
  if (isStandalone(shell, name)) return long ? `${name} is ${name}` : name;
  const path = name.includes('/') ? (shell.sys.access(name, 'execute') ? name : undefined) : searchPath(shell, name);
  return path && (long ? `${name} is ${path}` : path);
}

const type: Builtin = async (shell, [, ...names]) => {
  let status = 0;
  for (const name of names) {
    const meaning = describe(shell, name, true);
    if (meaning === undefined) status = 127;
    await shell.sys.write(1, `${meaning ?? `${name}: not found`}\n`);
  }
  return status;
};

export const controls: Readonly<Record<string, Builtin>> = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  break: leaveLoops('break'),
  continue: leaveLoops('continue'),
  return(shell, [, status]) {
    throw new Leave('return', statusArgument(shell, status));
  },
  exit(shell, [, status]) {
    throw new Leave('exit', statusArgument(shell, status));
  },
  eval: evaluate,
  '.': source,
  source,
  command,
  type,
  // Run before redirections are put aside: see simple.ts.
  exec: () => 0,
};
