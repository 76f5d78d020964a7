import type { Assignment, Command, CommandArgument, Redirection, Word } from 'unbash';
import { attempt } from '../errno.ts';
import { builtins, declares, special } from './builtins/index.ts';
import { Leave, ShellError } from './control.ts';
import { foreground, inForeground, runCommand, runList, withRedirections } from './execute.ts';
import { expandText, expandWords } from './expand.ts';
import { forkShell } from './fork.ts';
import { findProgram, runProgram } from './lookup.ts';
import { redirect } from './redirect.ts';
import type { FunctionBody, Shell, Variable } from './shell.ts';
import { isBash } from './syntax.ts';

export async function runSimple(shell: Shell, node: Command, last: boolean): Promise<void> {
  shell.substitutionStatus = undefined;
  const argv = await argumentsOf(shell, node);
  const assignments = node.prefix.filter((one): one is Assignment => one.type === 'Assignment');
  const name = argv[0];
  if (name === undefined) return assignOnly(shell, node, assignments);
  const body = shell.functions.get(name);
  const builtin = builtins[name];
  if (!body && !builtin) return runExternal(shell, argv, assignments, node.redirects, last);
  await traced(shell, assignments, argv);
  if (name === 'exec') return runExec(shell, argv.slice(1), assignments, node.redirects);
  await withRedirections(shell, node.redirects, async () => {
    const before = special.has(name) ? undefined : await assignTemporarily(shell, assignments);
    if (!before) await assign(shell, assignments);
    try {
      if (body) await callFunction(shell, body, argv.slice(1));
      else if (builtin) shell.status = await builtin(shell, argv, last);
    } finally {
      if (before) putBack(shell, before);
    }
  });
}

async function argumentsOf(shell: Shell, node: Command): Promise<string[]> {
  const appended = node.prefix.find((one) => one.type === 'Assignment' && one.append);
  // Only bash appends: for ash `x+=y` is a command's name.
  if (appended?.type === 'Assignment' && !isBash(shell)) return [appended.text];
  const named = node.name ? await expandWords(shell, [node.name]) : [];
  const words = node.suffix.filter((one): one is CommandArgument => one.type === 'Word' || one.type === 'Assignment');
  if (named[0] !== undefined && declares.has(named[0])) {
    for (const word of words) named.push(...(await declaration(shell, word)));
    return named;
  }
  for (const word of words) named.push(...(word.type === 'Word' ? await expandWords(shell, [word]) : [await assignmentText(shell, word)]));
  return named;
}

/** An argument of `export`, `local` and the like: the value of `x=$y` is not split. */
async function declaration(shell: Shell, word: CommandArgument): Promise<string[]> {
  if (word.type === 'Assignment') return [await assignmentText(shell, word)];
  return /^[A-Za-z_]\w*=/.test(word.text) ? [await expandText(shell, word)] : expandWords(shell, [word]);
}

async function assignmentText(shell: Shell, one: Assignment): Promise<string> {
  return `${one.name}${one.append ? '+' : ''}=${await assigned(shell, one)}`;
}

async function assigned(shell: Shell, { value }: Assignment): Promise<string> {
  if (value.type === 'ArrayValue') throw new ShellError('syntax error: unexpected "("');
  return expandText(shell, value as Word);
}

async function assign(shell: Shell, assignments: readonly Assignment[]): Promise<void> {
  for (const one of assignments) {
    const value = await assigned(shell, one);
    shell.set(one.name, one.append ? (shell.get(one.name) ?? '') + value : value);
  }
}

async function assignOnly(shell: Shell, node: Command, assignments: readonly Assignment[]): Promise<void> {
  await withRedirections(shell, node.redirects, async () => {
    shell.status = 0;
    await traced(shell, assignments, []);
    await assign(shell, assignments);
    shell.status = shell.substitutionStatus ?? 0;
  });
}

/** `set -x`: what is about to run, on standard error. */
async function traced(shell: Shell, assignments: readonly Assignment[], argv: readonly string[]): Promise<void> {
  if (!shell.options.has('xtrace')) return;
  const values: string[] = [];
  for (const one of assignments) values.push(await assignmentText(shell, one));
  await shell.sys.write(2, `${shell.get('PS4') ?? '+ '}${[...values, ...argv.map(quoteForTrace)].join(' ')}\n`);
}

const quoteForTrace = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`);

type Before = [name: string, variable: Variable | undefined][];

async function assignTemporarily(shell: Shell, assignments: readonly Assignment[]): Promise<Before> {
  const before: Before = assignments.map(({ name }) => [name, copy(shell.variables.get(name))]);
  await assign(shell, assignments);
  for (const { name } of assignments) (shell.variables.get(name) as Variable).exported = true;
  return before;
}

const copy = (variable: Variable | undefined) => variable && { ...variable };

function putBack(shell: Shell, before: Before): void {
  for (const [name, variable] of before.reverse()) {
    if (variable) shell.variables.set(name, variable);
    else shell.variables.delete(name);
  }
}

/** Calls within calls, more than a real shell's stack holds: it recurses in C, and dies of it. */
const deepestCall = 5000;

async function callFunction(shell: Shell, body: FunctionBody, args: string[]): Promise<void> {
  if (shell.locals.length >= deepestCall) {
    shell.sys.kill(shell.sys.pid, 'SIGSEGV');
    // PID 1 does not hear of it, but is no better off.
    shell.sys.exit(139);
  }
  const { positional, loops } = shell;
  shell.positional = args;
  shell.loops = 0;
  const scope: Map<string, Variable | undefined> = new Map();
  shell.locals.push(scope);
  try {
    if (body.type === 'CompoundList') await runList(shell, body);
    else await runCommand(shell, body, false);
  } catch (error) {
    if (!(error instanceof Leave) || error.kind !== 'return') throw error;
    shell.status = error.count;
  } finally {
    shell.locals.pop();
    putBack(shell, [...scope]);
    shell.positional = positional;
    shell.loops = loops;
  }
}

/** Runs a program: in this very process when nothing comes after it, in a child otherwise. */
async function runExternal(
  shell: Shell,
  argv: readonly string[],
  assignments: readonly Assignment[],
  redirects: readonly Redirection[],
  last: boolean,
): Promise<void> {
  if (last && shell.traps.size === 0 && !shell.options.has('interactive')) {
    await prepareAndRun(shell, argv, assignments, redirects);
    return;
  }
  const group = shell.options.has('monitor') ? 0 : undefined;
  const pid = forkShell(shell, (child) => prepareAndRun(child, argv, assignments, redirects), { group });
  await inForeground(shell, group === undefined ? undefined : pid, async () => {
    shell.status = await foreground(shell, pid);
  });
}

async function prepareAndRun(
  shell: Shell,
  argv: readonly string[],
  assignments: readonly Assignment[],
  redirects: readonly Redirection[],
): Promise<void> {
  await redirect(shell, redirects);
  await traced(shell, assignments, argv);
  // PATH as it was before this command's own assignments finds the program, as in ash.
  const path = findProgram(shell, argv[0] as string);
  await assignTemporarily(shell, assignments);
  await runProgram(shell, path, argv);
}

async function runExec(
  shell: Shell,
  argv: readonly string[],
  assignments: readonly Assignment[],
  redirects: readonly Redirection[],
): Promise<void> {
  await redirect(shell, redirects);
  shell.status = 0;
  if (argv.length === 0) return;
  await assignTemporarily(shell, assignments);
  const found = attempt(() => findProgram(shell, argv[0] as string));
  if ('value' in found) await runProgram(shell, found.value, argv);
}
