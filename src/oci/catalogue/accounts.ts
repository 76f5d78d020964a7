import type { LayerTree } from './tree.ts';

/** A line each of /etc/passwd and /etc/group. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid?: number;
  readonly gecos?: string;
  readonly home: string;
  readonly shell: string;
}

const passwdOf = (accounts: readonly Account[]): string =>
  accounts.map(({ name, uid, gid = uid, gecos = name, home, shell }) => `${name}:x:${uid}:${gid}:${gecos}:${home}:${shell}\n`).join('');

const groupOf = (groups: readonly (readonly [name: string, gid: number, members?: string])[]): string =>
  groups.map(([name, gid, members = '']) => `${name}:x:${gid}:${members}\n`).join('');

/** No account of a base image can log in with a password. */
const shadowOf = (accounts: readonly Account[]): string => accounts.map(({ name }) => `${name}:*:20000:0:99999:7:::\n`).join('');

export type Groups = Parameters<typeof groupOf>[0];

/** The account files; `shadowGroup` may read the passwords. */
export function fillAccounts(tree: LayerTree, accounts: readonly Account[], groups: Groups, shadowGroup = 42): void {
  tree.file('/etc/passwd', passwdOf(accounts));
  tree.file('/etc/group', groupOf(groups));
  tree.file('/etc/shadow', shadowOf(accounts), { mode: 0o640, gid: shadowGroup });
}
