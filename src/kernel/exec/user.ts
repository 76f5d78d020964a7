import { attempt } from '../errno.ts';
import type { Asker, Files } from '../fs/files.ts';
import { ExecError } from '../types.ts';

export interface User {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly home: string;
}

const decoder = new TextDecoder();
const root: Asker = { who: { pid: 0, uid: 0, gid: 0, groups: [] }, cwd: '/', umask: 0 };

/** The lines of a file like /etc/passwd, split at their colons; none when there is no such file. */
export function table(files: Files, path: string): string[][] {
  const found = attempt(() => files.node(root, path));
  if ('error' in found || found.value.type !== 'file') return [];
  return decoder
    .decode(found.value.data)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(':'));
}

/**
 * Who `docker run --user` means, by the container's own files (moby/sys user.GetExecUser).
 * @throws ExecError ENOUSER
 */
export function findUser(files: Files, spec: string): User {
  const [name = '', group = ''] = spec.split(':', 2);
  const passwd = table(files, '/etc/passwd');
  const entry =
    name === '' ? passwd.find((row) => row[2] === '0') : (passwd.find((row) => row[0] === name) ?? passwd.find((row) => row[2] === name));
  if (!entry && name !== '' && !/^\d+$/.test(name))
    throw new ExecError('ENOUSER', `unable to find user ${name}: no matching entries in passwd file`);
  const uid = entry ? Number(entry[2]) : Number(name || 0);
  const groups = table(files, '/etc/group');
  const home = entry?.[5] || '/';
  if (group !== '') {
    const row = groups.find((one) => one[0] === group) ?? groups.find((one) => one[2] === group);
    if (!row && !/^\d+$/.test(group)) throw new ExecError('ENOUSER', `unable to find group ${group}: no matching entries in group file`);
    const gid = row ? Number(row[2]) : Number(group);
    return { uid, gid, groups: [gid], home };
  }
  const gid = entry ? Number(entry[3]) : 0;
  const more = entry ? groups.filter((row) => row[3]?.split(',').includes(entry[0] as string)).map((row) => Number(row[2])) : [];
  return { uid, gid, groups: [...new Set([gid, ...more])], home };
}
