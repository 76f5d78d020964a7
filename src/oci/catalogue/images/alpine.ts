import { type Account, fillAccounts, type Groups } from '../accounts.ts';
import { appletPath, applets } from '../applets.ts';
import { apkInstalled, type Package } from '../packages.ts';
import { add, cmd, type ImageRecipe } from '../recipe.ts';
import type { LayerTree } from '../tree.ts';

const nologin = '/sbin/nologin';
export const alpineAccounts: readonly Account[] = [
  { name: 'root', uid: 0, home: '/root', shell: '/bin/sh' },
  { name: 'bin', uid: 1, home: '/bin', shell: nologin },
  { name: 'daemon', uid: 2, home: '/sbin', shell: nologin },
  { name: 'lp', uid: 4, gid: 7, home: '/var/spool/lpd', shell: nologin },
  { name: 'sync', uid: 5, gid: 0, home: '/sbin', shell: '/bin/sync' },
  { name: 'shutdown', uid: 6, gid: 0, home: '/sbin', shell: '/sbin/shutdown' },
  { name: 'halt', uid: 7, gid: 0, home: '/sbin', shell: '/sbin/halt' },
  { name: 'mail', uid: 8, gid: 12, home: '/var/mail', shell: nologin },
  { name: 'ntp', uid: 123, home: '/var/empty', shell: nologin },
  { name: 'guest', uid: 405, gid: 100, home: '/dev/null', shell: nologin },
  { name: 'nobody', uid: 65534, home: '/', shell: nologin },
];
export const alpineGroups: Groups = [
  ['root', 0, 'root'],
  ['bin', 1, 'root,bin,daemon'],
  ['daemon', 2, 'root,bin,daemon'],
  ['sys', 3, 'root,bin'],
  ['adm', 4, 'root,daemon'],
  ['tty', 5],
  ['disk', 6, 'root'],
  ['lp', 7, 'lp'],
  ['kmem', 9],
  ['wheel', 10, 'root'],
  ['mail', 12, 'mail'],
  ['shadow', 42],
  ['www-data', 82],
  ['users', 100],
  ['ntp', 123],
  ['nogroup', 65533],
  ['nobody', 65534],
];

interface Release {
  readonly version: string;
  readonly created: string;
  readonly tags: readonly string[];
  readonly busybox: string;
  readonly musl: string;
}

const packagesOf = ({ version, busybox, musl }: Release): Package[] => [
  { name: 'alpine-baselayout', version: '3.7.0-r0', summary: 'Alpine base dir structure and init scripts', size: 8192 },
  { name: 'alpine-keys', version: '2.5-r0', summary: 'Public keys for Alpine Linux packages', size: 26_000 },
  { name: 'alpine-release', version: `${version}-r0`, summary: 'Alpine release data', size: 20_000 },
  {
    name: 'apk-tools',
    version: '2.14.9-r2',
    summary: 'Alpine Package Keeper',
    size: 300_000,
    depends: 'musl>=1.2 libcrypto3 libssl3 zlib',
  },
  { name: 'busybox', version: busybox, summary: 'Size optimized toolbox of many common UNIX utilities', size: 800_000, depends: 'musl' },
  { name: 'busybox-binsh', version: busybox, summary: 'busybox ash /bin/sh', size: 1, depends: 'busybox' },
  { name: 'ca-certificates-bundle', version: '20250911-r0', summary: 'Pre generated bundle of Mozilla certificates', size: 220_000 },
  { name: 'libcrypto3', version: '3.5.4-r0', summary: 'Crypto library from openssl', size: 4_600_000, depends: 'musl' },
  { name: 'libssl3', version: '3.5.4-r0', summary: 'SSL shared libraries', size: 900_000, depends: 'musl libcrypto3' },
  { name: 'musl', version: musl, summary: 'the musl c library (libc) implementation', size: 650_000 },
  { name: 'scanelf', version: '1.3.8-r1', summary: 'Scan ELF binaries for stuff', size: 70_000, depends: 'musl' },
  { name: 'zlib', version: '1.3.1-r2', summary: 'A compression/decompression Library', size: 110_000, depends: 'musl' },
];

const machine = { amd64: 'x86_64', arm64: 'aarch64' } as const;

function fill(tree: LayerTree, release: Release): void {
  const { version } = release;
  const branch = version.split('.').slice(0, 2).join('.');
  const arch = machine[tree.architecture];
  tree.program('/bin/busybox', 'busybox', 420_000);
  for (const applet of applets) tree.symlink(appletPath(applet), '/bin/busybox');
  tree
    .program('/sbin/apk', 'apk', 60_000)
    .program('/usr/bin/getent', 'getent')
    .program('/usr/bin/scanelf', 'scanelf')
    .program('/usr/bin/ldd', 'ldd');
  tree.symlink(`/lib/libc.musl-${arch}.so.1`, `ld-musl-${arch}.so.1`);
  tree.library(`/lib/ld-musl-${arch}.so.1`, 330_000);
  tree.library('/usr/lib/libcrypto.so.3', 560_000).library('/usr/lib/libssl.so.3', 140_000).library('/usr/lib/libz.so.1.3.1', 48_000);
  tree.symlink('/usr/lib/libz.so.1', 'libz.so.1.3.1');
  fillAccounts(tree, alpineAccounts, alpineGroups);
  tree.file('/etc/alpine-release', `${version}\n`);
  tree.file(
    '/usr/lib/os-release',
    `NAME="Alpine Linux"\nID=alpine\nVERSION_ID=${version}\nPRETTY_NAME="Alpine Linux v${branch}"\nHOME_URL="https://alpinelinux.org/"\nBUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"\n`,
  );
  tree.symlink('/etc/os-release', '../usr/lib/os-release');
  tree.file('/etc/issue', `Welcome to Alpine Linux ${branch}\nKernel \\r on an \\m (\\l)\n\n`);
  tree.file(
    '/etc/motd',
    'Welcome to Alpine!\n\nThe Alpine Wiki has many guides and much about how Alpine is put together.\nSee <https://wiki.alpinelinux.org/>.\n\n',
  );
  tree
    .file('/etc/hostname', 'localhost\n')
    .file('/etc/hosts', '127.0.0.1\tlocalhost localhost.localdomain\n::1\t\tlocalhost localhost.localdomain\n');
  tree.file('/etc/shells', '# valid login shells\n/bin/sh\n/bin/ash\n');
  tree.file('/etc/fstab', '/dev/cdrom\t/media/cdrom\tiso9660\tnoauto,ro 0 0\n/dev/usbdisk\t/media/usb\tvfat\tnoauto\t0 0\n');
  tree.file(
    '/etc/profile',
    'export PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\nexport PAGER=less\nPS1=\'\\h:\\w\\$ \'\numask 022\n',
  );
  tree.file('/etc/nsswitch.conf', 'hosts: files dns\n').file('/etc/protocols', 'ip 0 IP\nicmp 1 ICMP\ntcp 6 TCP\nudp 17 UDP\n');
  tree.file('/etc/services', 'ssh 22/tcp\ndomain 53/udp\nhttp 80/tcp\nhttps 443/tcp\nredis 6379/tcp\npostgresql 5432/tcp\n');
  tree
    .file('/etc/apk/arch', `${arch}\n`)
    .file('/etc/apk/world', 'alpine-baselayout\nalpine-keys\nalpine-release\napk-tools\nbusybox\nmusl-utils\n');
  tree.file(
    '/etc/apk/repositories',
    `https://dl-cdn.alpinelinux.org/alpine/v${branch}/main\nhttps://dl-cdn.alpinelinux.org/alpine/v${branch}/community\n`,
  );
  tree.file('/lib/apk/db/installed', apkInstalled(packagesOf(release), tree.architecture));
  tree.file('/lib/apk/db/triggers', '').file('/lib/apk/db/lock', '', { mode: 0o600 });
  tree.file('/etc/ssl/certs/ca-certificates.crt', '# No certificate authorities: nothing in here speaks TLS.\n');
  tree.file('/etc/crontabs/root', '# min\thour\tday\tmonth\tweekday\tcommand\n', { mode: 0o600 });
  tree.directories('/dev', '/home', '/media/cdrom', '/media/usb', '/mnt', '/opt', '/proc', '/root', '/run/lock', '/srv', '/sys', '/tmp');
  tree.directories(
    '/usr/local/bin',
    '/usr/local/lib',
    '/usr/share/man',
    '/usr/share/misc',
    '/var/cache/apk',
    '/var/empty',
    '/var/lib/apk',
    '/var/log',
    '/var/mail',
    '/var/spool/cron',
    '/var/tmp',
  );
  tree.symlink('/var/run', '/run').symlink('/var/lock', '/run/lock');
}

const alpine = (release: Release): ImageRecipe => ({
  repository: 'library/alpine',
  tags: release.tags,
  created: release.created,
  steps: [
    add(`alpine-minirootfs-${release.version}.tar.gz /`, {
      name: `alpine ${release.version}`,
      date: release.created,
      fill: (tree) => fill(tree, release),
    }),
    cmd(['/bin/sh']),
  ],
});

const release322: Release = {
  version: '3.22.2',
  created: '2025-10-08T11:04:56Z',
  tags: ['latest', '3', '3.22', '3.22.2'],
  busybox: '1.37.0-r19',
  musl: '1.2.5-r10',
};

/** What apk knows in an image that starts from the latest Alpine. */
export const alpinePackages: readonly Package[] = packagesOf(release322);

export const alpine322 = alpine(release322);

const alpine321 = alpine({
  version: '3.21.5',
  created: '2025-10-08T11:04:53Z',
  tags: ['3.21', '3.21.5'],
  busybox: '1.37.0-r14',
  musl: '1.2.5-r9',
});

const alpine320 = alpine({
  version: '3.20.8',
  created: '2025-10-08T11:04:50Z',
  tags: ['3.20', '3.20.8'],
  busybox: '1.36.1-r31',
  musl: '1.2.5-r1',
});

export const alpineImages: readonly ImageRecipe[] = [alpine322, alpine321, alpine320];
