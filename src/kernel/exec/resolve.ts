import { attempt, type SysError, sysError } from '../errno.ts';
import { may } from '../fs/access.ts';
import type { Asker, Files } from '../fs/files.ts';
import { ExecError } from '../types.ts';

const notFound = 'executable file not found in $PATH';

/** A path joined the way Go's filepath.Join does it. */
const join = (directory: string, name: string) => `${directory || '.'}/${name}`.replace(/\/+/g, '/').replace(/^\.\//, '');

/**
 * Finds the program that runc is to start, as Go's `exec.LookPath` does (os/exec lp_unix.go).
 * @throws ExecError with runc's words
 */
export function lookPath(files: Files, asker: Asker, name: string, path: string): string {
  if (name.includes('/')) {
    const error = executable(files, asker, name);
    if (!error) return name;
    if (error.code === 'EACCES') throw new ExecError('EACCES', `exec: "${name}": permission denied`);
    const code = error.code === 'ENOTDIR' ? 'ENOTDIR' : 'ENOENT';
    throw new ExecError(code, `exec: "${name}": stat ${name}: ${error.message.toLowerCase()}`);
  }
  if (name === '') throw new ExecError('ENOENT', `exec: "": ${notFound}`);
  for (const directory of path.split(':')) {
    const candidate = join(directory, name);
    // An empty element of PATH would be the working folder, which Go refuses for safety.
    if (directory !== '' && !executable(files, asker, candidate)) return candidate;
  }
  throw new ExecError('ENOENT', `exec: "${name}": ${notFound}`);
}

function executable(files: Files, asker: Asker, path: string): SysError | undefined {
  const found = attempt(() => files.node(asker, path));
  if ('error' in found) return found.error;
  const runs = found.value.type !== 'directory' && may(asker.who, found.value, 'execute');
  return runs ? undefined : sysError('EACCES');
}
