import { parse } from 'unbash';
import { baseOf } from '../fs/tree.ts';
import type { Program, Sys } from '../process/sys.ts';
import { readText } from '../programs/lib/io.ts';
import { applyOptions } from './builtins/settings.ts';
import { ShellError } from './control.ts';
import { runStatements } from './execute.ts';
import { complainOf, toStatus } from './fork.ts';
import { interact } from './interactive.ts';
import { Shell } from './shell.ts';
import { checkSyntax } from './syntax.ts';

/** `sh`, `ash`, `bash`, `dash`: the shell, under whichever name it was started. */
export const sh: Program = async (sys) => {
  const shell = new Shell(sys);
  const name = sys.argv[0] ?? 'sh';
  shell.name = baseOf(name).replace(/^-/, '') === 'busybox' ? 'sh' : name.replace(/^-/, '');
  shell.program = shell.name;
  importEnvironment(shell, sys);
  const words = sys.argv.slice(1);
  try {
    return await toStatus(shell, () => start(shell, words));
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    await complainOf(shell, error);
    return error.status;
  }
};

/** A shell with the name and the environment that its process was started with. */
export function openShell(sys: Sys): Shell {
  const shell = new Shell(sys);
  const name = sys.argv[0] ?? 'sh';
  shell.name = baseOf(name).replace(/^-/, '') === 'busybox' ? 'sh' : name.replace(/^-/, '');
  importEnvironment(shell, sys);
  return shell;
}

function importEnvironment(shell: Shell, sys: Sys): void {
  for (const [name, value] of Object.entries(sys.env)) {
    if (/^[A-Za-z_]\w*$/.test(name)) shell.variables.set(name, { value, exported: true, readonly: false });
  }
  const plain = { exported: false, readonly: false };
  shell.variables.set('PWD', { value: sys.cwd, exported: true, readonly: false });
  shell.variables.set('IFS', { value: ' \t\n', ...plain });
  shell.variables.set('OPTIND', { value: '1', ...plain });
  shell.variables.set('PPID', { value: String(sys.ppid), ...plain });
  shell.variables.set('PS4', { value: '+ ', ...plain });
  const level = Number(sys.env.SHLVL ?? 0) + 1;
  shell.variables.set('SHLVL', { value: String(level), exported: true, readonly: false });
  if (!shell.variables.has('PATH')) shell.variables.set('PATH', { value: '/sbin:/usr/sbin:/bin:/usr/bin', ...plain });
}

async function start(shell: Shell, words: readonly string[]): Promise<void> {
  const { sys } = shell;
  const options: string[] = [];
  const rest = [...words];
  let command = false;
  let fromInput = false;
  while (/^[-+]./.test(rest[0] ?? '') && rest[0] !== '--') {
    const word = rest.shift() as string;
    if (word.startsWith('--')) continue;
    if (word.includes('c')) command = true;
    if (word.includes('s')) fromInput = true;
    const letters = word.replace(/[csl]/g, '');
    if (letters.length > 1) options.push(letters);
    if (letters.includes('o')) options.push(rest.shift() ?? '');
  }
  if (rest[0] === '--') rest.shift();
  applyOptions(shell, options);
  if (command) {
    shell.startedBy = 'c';
    return runWhole(shell, rest);
  }
  if (rest.length > 0 && !fromInput) return runFile(shell, rest);
  shell.positional = rest;
  shell.startedBy = 's';
  if (shell.options.has('interactive') || (sys.isTerminal(0) && sys.isTerminal(2))) return interact(shell);
  await runSource(shell, await readText(sys, 0));
}

async function runWhole(shell: Shell, [text, name, ...args]: readonly string[]): Promise<void> {
  if (text === undefined) throw new ShellError('-c requires an argument');
  if (name !== undefined) shell.name = name;
  shell.positional = args;
  await runSource(shell, text);
}

async function runFile(shell: Shell, [path, ...args]: readonly string[]): Promise<void> {
  const bytes = shell.sys.fileBytes(path as string);
  if (!bytes) throw new ShellError(`can't open '${path}': No such file or directory`);
  shell.name = path as string;
  shell.positional = args;
  shell.source = { text: '', name: path, firstLine: 1 };
  await runSource(shell, new TextDecoder().decode(bytes));
}

async function runSource(shell: Shell, text: string): Promise<void> {
  const script = parse(text);
  shell.source = { ...shell.source, text };
  checkSyntax(shell, script, text);
  await runStatements(shell, script.commands, true);
}
