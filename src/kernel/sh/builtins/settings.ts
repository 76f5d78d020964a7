import { ShellError } from '../control.ts';
import type { Option, Shell } from '../shell.ts';
import type { Builtin } from './index.ts';

const letters: Readonly<Record<string, Option>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
  n: 'noexec',
  v: 'verbose',
  a: 'allexport',
  C: 'noclobber',
  i: 'interactive',
  m: 'monitor',
};
const names: ReadonlySet<string> = new Set(Object.values(letters));
/** Options that scripts set and that change nothing here. */
const accepted: ReadonlySet<string> = new Set(['pipefail', 'b', 's', 'l', 'nolog', 'notify', 'vi', 'emacs', 'ignoreeof']);

/** Sets options as `set` and the shell's command line have them; gives the arguments that remain. @throws ShellError */
export function applyOptions(shell: Shell, words: readonly string[]): string[] | undefined {
  const rest = [...words];
  for (let word = rest[0]; word !== undefined && /^[-+]./.test(word); word = rest[0]) {
    rest.shift();
    if (word === '--') return rest;
    const on = word.startsWith('-');
    for (const letter of word.slice(1)) {
      if (letter === 'o') setOption(shell, rest.shift(), on);
      else setOption(shell, letters[letter] ?? letter, on);
    }
  }
  return words.length > 0 && rest.length === 0 ? undefined : rest;
}

function setOption(shell: Shell, name: string | undefined, on: boolean): void {
  if (name === undefined || accepted.has(name)) return;
  if (!names.has(name)) throw new ShellError(`illegal option -${name.length === 1 ? name : `o ${name}`}`, 2, 'set');
  if (on) shell.options.add(name as Option);
  else shell.options.delete(name as Option);
}

const set: Builtin = async (shell, [, ...words]) => {
  if (words.length === 0) {
    const lines = [...shell.variables].filter(([, { value }]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
    await shell.sys.write(1, lines.map(([name, { value }]) => `${name}='${value?.replaceAll("'", `'"'"'`)}'\n`).join(''));
    return 0;
  }
  const rest = applyOptions(shell, words);
  if (rest) shell.positional = rest;
  return 0;
};

const shift: Builtin = (shell, [, count = '1']) => {
  if (!/^\d+$/.test(count)) throw new ShellError(`Illegal number: ${count}`, 2, 'shift');
  if (Number(count) > shell.positional.length) return 1;
  shell.positional = shell.positional.slice(Number(count));
  return 0;
};

/** `getopts` (POSIX XCU), one letter at a call. */
const getopts: Builtin = async (shell, [, spec = '', name = 'opt', ...given]) => {
  const args = given.length > 0 ? given : shell.positional;
  const index = Number(shell.get('OPTIND') ?? '1');
  if (index === 1 && shell.getoptsAt === 0) shell.getoptsAt = 1;
  const word = args[index - 1];
  if (word === undefined || !/^-./.test(word) || word === '--') {
    if (word === '--') shell.set('OPTIND', String(index + 1));
    shell.set(name, '?');
    shell.getoptsAt = 0;
    return 1;
  }
  const at = shell.getoptsAt || 1;
  const letter = word[at] as string;
  const rest = word.slice(at + 1);
  const where = spec.indexOf(letter);
  const advance = (by: number) => {
    shell.set('OPTIND', String(index + by));
    shell.getoptsAt = 1;
  };
  shell.unset('OPTARG');
  if (where < 0 || letter === ':') {
    if (rest) shell.getoptsAt = at + 1;
    else advance(1);
    shell.set(name, '?');
    if (spec.startsWith(':')) shell.set('OPTARG', letter);
    else await shell.sys.write(2, `${shell.name}: illegal option -- ${letter}\n`);
    return 0;
  }
  if (spec[where + 1] !== ':') {
    if (rest) shell.getoptsAt = at + 1;
    else advance(1);
    shell.set(name, letter);
    return 0;
  }
  const value = rest || args[index];
  advance(rest ? 1 : 2);
  if (value === undefined) {
    shell.set(name, spec.startsWith(':') ? ':' : '?');
    if (spec.startsWith(':')) shell.set('OPTARG', letter);
    else await shell.sys.write(2, `${shell.name}: option requires an argument -- ${letter}\n`);
    return 0;
  }
  shell.set(name, letter);
  shell.set('OPTARG', value);
  return 0;
};

export const settings: Readonly<Record<string, Builtin>> = {
  set,
  shift,
  getopts,
  hash: () => 0,
  alias: () => 0,
  unalias: () => 0,
  ulimit: () => 0,
};
