import { attempt, SysError } from '../errno.ts';
import { applets } from '../programs/applets.ts';
import { isDebianBuild } from '../programs/lib/busybox-version.ts';
import { ShellError } from './control.ts';
import type { Shell } from './shell.ts';

/** The file that a command's name stands for; undefined when PATH has none. */
export function searchPath(shell: Shell, name: string): string | undefined {
  for (const directory of (shell.get('PATH') ?? '').split(':')) {
    const path = directory === '' ? name : `${directory}/${name}`;
    const found = attempt(() => shell.sys.stat(path));
    if ('value' in found && found.value.type === 'file' && shell.sys.access(path, 'execute')) return path;
  }
  return undefined;
}

/** Debian's busybox is built to run its own applets wherever PATH leads (FEATURE_SH_STANDALONE). */
export const isStandalone = (shell: Shell, name: string): boolean =>
  Object.hasOwn(applets, name) && shell.sys.exe.endsWith('/busybox') && isDebianBuild(shell.sys);

/** @throws ShellError with status 127 */
export function findProgram(shell: Shell, name: string): string {
  if (isStandalone(shell, name)) return shell.sys.exe;
  const path = name.includes('/') ? name : searchPath(shell, name);
  if (path === undefined) throw new ShellError(`${name}: not found`, 127);
  return path;
}

/** Replaces this shell by a program. A script without `#!` is run by the shell itself. @throws ShellError */
export async function runProgram(shell: Shell, path: string, argv: readonly string[]): Promise<void> {
  const { sys } = shell;
  const error = await failureOf(sys.exec(path, argv, shell.environment()));
  if (error.code === 'ENOEXEC' && sys.access(path, 'read')) {
    await sys.exec(sys.exe, [shell.name, path, ...argv.slice(1)], shell.environment());
  }
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new ShellError(`${argv[0]}: not found`, 127);
  throw new ShellError(`${argv[0]}: ${error.message}`, 126);
}

/** Why a program could not replace this one. */
async function failureOf(call: Promise<never>): Promise<SysError> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof SysError) return error;
    throw error;
  }
}
