import { attempt } from '../../errno.ts';
import { ShellError } from '../control.ts';
import { complainOf } from '../fork.ts';
import type { Shell } from '../shell.ts';
import type { Builtin } from './index.ts';

const isName = (text: string) => /^[A-Za-z_]\w*$/.test(text);
const quote = (text: string) => `'${text.replaceAll("'", `'"'"'`)}'`;

/** Splits `NAME=value`; the value is undefined without an `=`. @throws ShellError for what is no name */
function pair(text: string, command: string): [name: string, value: string | undefined] {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at).replace(/\+$/, '');
  if (!isName(name)) throw new ShellError(`${name}: bad variable name`, 2, command);
  return [name, at < 0 ? undefined : text.slice(at + 1)];
}

function declare(mark: 'exported' | 'readonly', word: string): Builtin {
  return async (shell, [, ...words]) => {
    const args = words.filter((one) => one !== '-p' && one !== '--' && one !== '-n');
    if (args.length === 0) {
      const lines = [...shell.variables].filter(([, one]) => one[mark]).sort();
      await shell.sys.write(
        1,
        lines.map(([name, { value }]) => `${word} ${name}${value === undefined ? '' : `=${quote(value)}`}\n`).join(''),
      );
      return 0;
    }
    for (const one of args) {
      const [name, value] = pair(one, word);
      if (value !== undefined) shell.set(name, one[name.length] === '+' ? (shell.get(name) ?? '') + value : value);
      const variable = shell.variables.get(name) ?? { value: undefined, exported: false, readonly: false };
      variable[mark] = !(words.includes('-n') && mark === 'exported');
      shell.variables.set(name, variable);
    }
    return 0;
  };
}

const local: Builtin = (shell, [, ...words]) => {
  const scope = shell.locals.at(-1);
  if (!scope) throw new ShellError('not in a function', 2, 'local');
  for (const word of words) {
    const [name, value] = pair(word, 'local');
    const before = shell.variables.get(name);
    if (!scope.has(name)) scope.set(name, before && { ...before });
    if (value !== undefined) shell.set(name, value);
  }
  return 0;
};

const unset: Builtin = (shell, [, ...words]) => {
  const functions = words[0] === '-f';
  for (const name of words.filter((one) => one !== '-f' && one !== '-v')) {
    if (functions) shell.functions.delete(name);
    else if (!isName(name)) throw new ShellError(`${name}: bad variable name`, 2, 'unset');
    else shell.unset(name);
  }
  return 0;
};

const cd: Builtin = async (shell, [, ...words]) => {
  const [target = shell.get('HOME')] = words.filter((one) => one !== '-P' && one !== '-L' && one !== '--');
  const path = target === '-' ? shell.get('OLDPWD') : target;
  if (path === undefined) throw new ShellError(`${target === '-' ? 'OLDPWD' : 'HOME'} not set`, 2, 'cd');
  const changed = attempt(() => shell.sys.chdir(path));
  if ('error' in changed) {
    await complainOf(shell, new ShellError(`can't cd to ${path}: ${changed.error.message}`, 2, 'cd'));
    return 2;
  }
  shell.set('OLDPWD', workingFolder(shell));
  shell.set('PWD', logical(workingFolder(shell), path));
  if (target === '-') await shell.sys.write(1, `${shell.get('PWD')}\n`);
  return 0;
};

const workingFolder = (shell: Shell) => shell.get('PWD') ?? shell.sys.cwd;

/** The folder by the names that were used for it, links not resolved. */
function logical(from: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${from}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

const pwd: Builtin = async (shell, [, option]) => {
  await shell.sys.write(1, `${option === '-P' ? shell.sys.cwd : workingFolder(shell)}\n`);
  return 0;
};

const umask: Builtin = async (shell, [, mask]) => {
  if (mask === undefined) await shell.sys.write(1, `${shell.sys.umask.toString(8).padStart(4, '0')}\n`);
  else if (/^[0-7]+$/.test(mask)) shell.sys.setUmask(Number.parseInt(mask, 8));
  else throw new ShellError(`Illegal mode: ${mask}`, 2, 'umask');
  return 0;
};

export const environment: Readonly<Record<string, Builtin>> = {
  export: declare('exported', 'export'),
  readonly: declare('readonly', 'readonly'),
  local,
  unset,
  cd,
  pwd,
  umask,
};
