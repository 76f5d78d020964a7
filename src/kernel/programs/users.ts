import type { Program, Sys } from '../process/sys.ts';
import { fileText, table } from './lib/accounts.ts';
import { program } from './lib/define.ts';
import { complain } from './lib/io.ts';
import { become } from './run.ts';

async function append(sys: Sys, path: string, line: string): Promise<void> {
  const fd = sys.open(path, { write: true, create: true, append: true });
  await sys.write(fd, `${line}\n`);
  sys.close(fd);
}

/** The lowest free number from 1000 on, or from 100 for the system's own. */
function freeId(sys: Sys, path: string, system: boolean): number {
  const used = new Set(table(sys, path).map((row) => Number(row[2])));
  let id = system ? 100 : 1000;
  while (used.has(id)) id++;
  return id;
}

/** addgroup and groupadd. */
export const addGroup = program('Sg:rf', async (sys, { flags, values, rest }) => {
  const [name = '', group] = rest.length === 2 ? [rest[1] as string, rest[0]] : rest;
  const groups = table(sys, '/etc/group');
  if (group !== undefined) return join(sys, group, name);
  if (groups.some((row) => row[0] === name)) {
    await complain(sys, `group '${name}' in use`);
    return 1;
  }
  await append(sys, '/etc/group', `${name}:x:${values.get('g') ?? freeId(sys, '/etc/group', flags.has('S') || flags.has('r'))}:`);
  return 0;
});

async function join(sys: Sys, user: string, group: string): Promise<number> {
  const lines = (fileText(sys, '/etc/group') ?? '')
    .split('\n')
    .map((line) => (line.startsWith(`${group}:`) ? `${line}${line.endsWith(':') ? '' : ','}${user}` : line));
  const fd = sys.open('/etc/group', { write: true, truncate: true });
  await sys.write(fd, lines.join('\n'));
  sys.close(fd);
  return 0;
}

/** adduser and useradd. */
export const addUser = program('DSHmMrh:G:g:u:s:d:c:k:N', async (sys, { flags, values, rest }) => {
  const [name = '', group] = rest;
  if (table(sys, '/etc/passwd').some((row) => row[0] === name)) {
    await complain(sys, `user '${name}' in use`);
    return 1;
  }
  if (group !== undefined) return join(sys, name, group);
  const system = flags.has('S') || flags.has('r');
  const uid = Number(values.get('u') ?? freeId(sys, '/etc/passwd', system));
  const groupName = values.get('G') ?? values.get('g');
  const known = table(sys, '/etc/group').find((row) => row[0] === groupName || row[2] === groupName);
  if (groupName !== undefined && !known) {
    await complain(sys, `unknown group ${groupName}`);
    return 1;
  }
  const gid = known ? Number(known[2]) : uid;
  if (!known) await append(sys, '/etc/group', `${name}:x:${gid}:`);
  const home = values.get('h') ?? values.get('d') ?? `/home/${name}`;
  await append(sys, '/etc/passwd', `${name}:x:${uid}:${gid}:${values.get('c') ?? 'Linux User,,,'}:${home}:${values.get('s') ?? '/bin/sh'}`);
  if (flags.has('H') || flags.has('M') || sys.access(home, 'read')) return 0;
  if (!sys.access('/home', 'read')) sys.mkdir('/home');
  sys.mkdir(home);
  sys.chown(home, uid, gid);
  return 0;
});

/** su: another user's shell, or one command of it with `-c`. */
export const su: Program = async (sys) => {
  const words = sys.argv.slice(1);
  const at = words.indexOf('-c');
  const command = at >= 0 ? words.splice(at, 2)[1] : undefined;
  const name = words.find((word) => !word.startsWith('-')) ?? 'root';
  const row = table(sys, '/etc/passwd').find((one) => one[0] === name);
  if (!row) {
    await complain(sys, `unknown user ${name}`);
    return 1;
  }
  if (sys.uid !== 0) {
    await complain(sys, 'must be suid to work properly');
    return 1;
  }
  sys.setUser(Number(row[2]), Number(row[3]));
  const shell = row[6] || '/bin/sh';
  const env = { ...sys.env, HOME: row[5] ?? '/', USER: name, SHELL: shell };
  return become(sys, [shell, ...(command === undefined ? [] : ['-c', command])], env);
};
