import { type Account, fillAccounts, type Groups } from '../accounts.ts';
import { applets } from '../applets.ts';
import { base, cmd, type ImageRecipe } from '../recipe.ts';
import type { LayerTree } from '../tree.ts';

const nobody = '/bin/false';
const accounts: readonly Account[] = [
  { name: 'root', uid: 0, home: '/root', shell: '/bin/sh' },
  { name: 'daemon', uid: 1, home: '/usr/sbin', shell: nobody },
  { name: 'bin', uid: 2, home: '/bin', shell: nobody },
  { name: 'sys', uid: 3, home: '/dev', shell: nobody },
  { name: 'sync', uid: 4, gid: 100, home: '/bin', shell: '/bin/sync' },
  { name: 'mail', uid: 8, home: '/var/spool/mail', shell: nobody },
  { name: 'www-data', uid: 33, home: '/var/www', shell: nobody },
  { name: 'operator', uid: 37, home: '/var', shell: nobody },
  { name: 'nobody', uid: 65534, home: '/home', shell: nobody },
];
const groups: Groups = [
  ['root', 0],
  ['daemon', 1],
  ['bin', 2],
  ['sys', 3],
  ['adm', 4],
  ['tty', 5],
  ['disk', 6],
  ['wheel', 10, 'root'],
  ['utmp', 43],
  ['audio', 29],
  ['www-data', 33],
  ['shadow', 42],
  ['nogroup', 65534],
];

/** One executable under many names, as hard links: the first in order is the file. */
function fill(tree: LayerTree, size: number): void {
  const commands = [...applets, 'busybox', 'httpd', 'telnet', 'ftpget', 'ftpput', 'telnetd', 'inetd'].sort();
  tree.program('/bin/[', 'busybox', size);
  for (const name of commands) if (name !== '[') tree.hardlink(`/bin/${name}`, '/bin/[');
  fillAccounts(tree, accounts, groups);
  tree.directories('/dev', '/home', '/root', '/tmp', '/usr/sbin', '/var/spool/mail', '/var/www');
  tree.symlink('/usr/bin/env', '../../bin/env');
  tree.file('/etc/hosts', '127.0.0.1\tlocalhost\n');
  tree.file('/etc/localtime', 'TZif2');
  tree.file('/etc/network/interfaces', 'auto lo\niface lo inet loopback\n');
  tree.file('/etc/nsswitch.conf', 'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n');
  tree.library('/lib/libc.so.6', 120_000);
}

const busybox = (version: string, created: string, flavour: string, tags: readonly string[], size: number): ImageRecipe => ({
  repository: 'library/busybox',
  tags,
  created,
  steps: [
    base(`BusyBox ${version} (${flavour})`, { name: `busybox ${version} ${flavour}`, date: created, fill: (tree) => fill(tree, size) }),
    cmd(['sh']),
  ],
});

export const busyboxImages: readonly ImageRecipe[] = [
  busybox('1.37.0', '2024-09-26T21:31:42Z', 'glibc', ['latest', '1', '1.37', '1.37.0', 'stable', 'glibc', '1.37-glibc'], 900_000),
  busybox('1.37.0', '2024-09-26T21:31:42Z', 'musl', ['musl', '1.37-musl', '1.37.0-musl', 'stable-musl'], 500_000),
  busybox('1.36.1', '2024-05-18T12:40:00Z', 'glibc', ['1.36', '1.36.1'], 880_000),
];
