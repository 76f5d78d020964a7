import { type Account, fillAccounts, type Groups } from './accounts.ts';
import { dpkgStatus, type Package } from './packages.ts';
import type { LayerTree } from './tree.ts';

/** The file tree that Debian and its descendants start from: `/usr` merged, glibc, dpkg and apt. */
export interface DebianRelease {
  readonly osRelease: Readonly<Record<string, string>>;
  /** `/etc/debian_version` */
  readonly version: string;
  readonly issue: string;
  readonly accounts: readonly Account[];
  readonly groups: Groups;
  readonly packages: readonly Package[];
  readonly sources: readonly { readonly uri: string; readonly suites: string; readonly components: string }[];
  readonly keyring: string;
  /** Without documentation and the like. */
  readonly slim: boolean;
  /** The bytes of each library, as a factor: a later release is a little larger. */
  readonly scale: number;
}

const nologin = '/usr/sbin/nologin';
export const debianAccounts: readonly Account[] = [
  { name: 'root', uid: 0, home: '/root', shell: '/bin/bash' },
  { name: 'daemon', uid: 1, home: '/usr/sbin', shell: nologin },
  { name: 'bin', uid: 2, home: '/bin', shell: nologin },
  { name: 'sys', uid: 3, home: '/dev', shell: nologin },
  { name: 'sync', uid: 4, gid: 65534, home: '/bin', shell: '/bin/sync' },
  { name: 'games', uid: 5, gid: 60, home: '/usr/games', shell: nologin },
  { name: 'man', uid: 6, gid: 12, home: '/var/cache/man', shell: nologin },
  { name: 'lp', uid: 7, home: '/var/spool/lpd', shell: nologin },
  { name: 'mail', uid: 8, home: '/var/mail', shell: nologin },
  { name: 'news', uid: 9, home: '/var/spool/news', shell: nologin },
  { name: 'uucp', uid: 10, home: '/var/spool/uucp', shell: nologin },
  { name: 'proxy', uid: 13, home: '/bin', shell: nologin },
  { name: 'www-data', uid: 33, home: '/var/www', shell: nologin },
  { name: 'backup', uid: 34, home: '/var/backups', shell: nologin },
  { name: 'list', uid: 38, gecos: 'Mailing List Manager', home: '/var/list', shell: nologin },
  { name: 'irc', uid: 39, gecos: 'ircd', home: '/run/ircd', shell: nologin },
  { name: '_apt', uid: 42, gid: 65534, gecos: '', home: '/nonexistent', shell: nologin },
  { name: 'nobody', uid: 65534, home: '/nonexistent', shell: nologin },
];
export const debianGroups: Groups = [
  ['root', 0],
  ['daemon', 1],
  ['bin', 2],
  ['sys', 3],
  ['adm', 4],
  ['tty', 5],
  ['disk', 6],
  ['lp', 7],
  ['mail', 8],
  ['news', 9],
  ['uucp', 10],
  ['man', 12],
  ['proxy', 13],
  ['kmem', 15],
  ['sudo', 27],
  ['audio', 29],
  ['www-data', 33],
  ['backup', 34],
  ['list', 38],
  ['irc', 39],
  ['src', 40],
  ['shadow', 42],
  ['utmp', 43],
  ['video', 44],
  ['staff', 50],
  ['games', 60],
  ['users', 100],
  ['nogroup', 65534],
];

const inBin =
  'apt apt-cache apt-config apt-get apt-key apt-mark arch awk b2sum base32 base64 basename basenc bash cat chage chattr chgrp chmod chown chsh cksum clear cmp comm cp csplit cut dash date dd df diff diff3 dir dircolors dirname dmesg dpkg dpkg-deb dpkg-query du echo egrep env expand expr factor faillog false fgrep find findmnt flock fmt fold getconf getent getopt gpasswd grep groups gunzip gzip head hostid hostname iconv id infocmp install ionice ipcs join kill last ldd link ln locale localedef logger login logname ls lsattr lsblk lscpu lsns md5sum mesg mkdir mkfifo mknod mktemp more mount mountpoint mv namei newgrp nice nl nohup nproc nsenter numfmt od passwd paste pathchk perl pinky pr printenv printf prlimit ptx pwd readlink realpath rev rm rmdir run-parts script sdiff sed seq setarch setpriv setsid sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat stdbuf stty su sum sync tabs tac tail tar taskset tee tempfile test timeout toe touch tput tr true truncate tset tsort tty umount uname unexpand uniq unlink unshare update-alternatives uptime users vdir wall wc which who whoami xargs yes zcat zgrep'.split(
    ' ',
  );
const inSbin =
  'addgroup adduser agetty blkid chpasswd chroot ctrlaltdel deluser delgroup dpkg-reconfigure fdisk fsck groupadd groupdel groupmod hwclock ldconfig losetup mkfs mkswap nologin pivot_root pwck runuser start-stop-daemon sulogin swapoff swapon switch_root sysctl useradd userdel usermod wipefs zramctl'.split(
    ' ',
  );
/** What weighs more than the rest, in bytes. */
const heavy: Readonly<Record<string, number>> = { bash: 120_000, perl: 220_000, dpkg: 40_000, tar: 40_000, openssl: 60_000, find: 24_000 };

const multiarch = { amd64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' } as const;
const loader = { amd64: '/lib64/ld-linux-x86-64.so.2', arm64: '/lib/ld-linux-aarch64.so.1' } as const;

const libraries: readonly (readonly [name: string, size: number])[] = [
  ['libc.so.6', 460_000],
  ['libm.so.6', 180_000],
  ['libcrypto.so.3', 520_000],
  ['libssl.so.3', 140_000],
  ['libstdc++.so.6', 260_000],
  ['libgcc_s.so.1', 60_000],
  ['libsystemd.so.0', 140_000],
  ['libapt-pkg.so.6.0', 300_000],
  ['libgnutls.so.30', 220_000],
  ['libpam.so.0', 30_000],
  ['libselinux.so.1', 50_000],
  ['libtinfo.so.6', 60_000],
  ['libz.so.1', 50_000],
  ['libzstd.so.1', 120_000],
  ['liblzma.so.5', 60_000],
];

const stanza = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join('');

/** `/usr/lib/<machine>`, where libraries are. */
export const libraryFolder = (tree: LayerTree): string => `/usr/lib/${multiarch[tree.architecture]}`;

export function fillDebian(tree: LayerTree, release: DebianRelease): void {
  for (const folder of ['bin', 'sbin', 'lib']) tree.directory(`/usr/${folder}`).symlink(`/${folder}`, `usr/${folder}`);
  if (tree.architecture === 'amd64') tree.symlink('/lib64', 'usr/lib64');
  for (const name of inBin) tree.program(`/usr/bin/${name}`, name, heavy[name] ?? 1024);
  for (const name of inSbin) tree.program(`/usr/sbin/${name}`, name, 512);
  tree.symlink('/usr/bin/sh', 'dash');
  for (const [name, size] of libraries) tree.library(`${libraryFolder(tree)}/${name}`, Math.round(size * release.scale));
  tree.library(`/usr${loader[tree.architecture]}`, 110_000);
  if (!release.slim) fillDocumentation(tree, release);
  fillConfiguration(tree, release);
  tree.directories(
    '/boot',
    '/dev',
    '/home',
    '/media',
    '/mnt',
    '/opt',
    '/proc',
    '/root',
    '/run/lock',
    '/srv',
    '/sys',
    '/tmp',
    '/usr/games',
    '/usr/include',
  );
  tree.directories(
    '/usr/local/bin',
    '/usr/local/etc',
    '/usr/local/include',
    '/usr/local/lib',
    '/usr/local/sbin',
    '/usr/local/share/man',
    '/usr/local/src',
    '/usr/src',
  );
  tree.directories(
    '/var/backups',
    '/var/cache/apt/archives/partial',
    '/var/lib/apt/lists',
    '/var/lib/misc',
    '/var/log/apt',
    '/var/spool',
    '/var/tmp',
  );
  tree.directory('/var/local', { mode: 0o2775, gid: 50 }).directory('/var/mail', { mode: 0o2775, gid: 8 });
  tree.symlink('/var/run', '/run').symlink('/var/lock', '/run/lock').symlink('/var/spool/mail', '../mail');
}

function fillConfiguration(tree: LayerTree, release: DebianRelease): void {
  fillAccounts(tree, release.accounts, release.groups);
  tree.file('/usr/lib/os-release', stanza(release.osRelease)).symlink('/etc/os-release', '../usr/lib/os-release');
  tree
    .file('/etc/debian_version', `${release.version}\n`)
    .file('/etc/issue', `${release.issue} \\n \\l\n\n`)
    .file('/etc/issue.net', `${release.issue}\n`);
  tree.file('/etc/hostname', 'debuerreotype\n').file('/etc/host.conf', 'multi on\n');
  tree.file('/etc/shells', '# /etc/shells: valid login shells\n/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n/bin/dash\n/usr/bin/dash\n');
  tree.file(
    '/etc/nsswitch.conf',
    'passwd:         files\ngroup:          files\nshadow:         files\nhosts:          files dns\nservices:       files\nprotocols:      files\n',
  );
  tree.file('/etc/fstab', '# UNCONFIGURED FSTAB FOR BASE SYSTEM\n').file('/etc/ld.so.conf', 'include /etc/ld.so.conf.d/*.conf\n');
  tree.file('/etc/ld.so.conf.d/libc.conf', '# libc default configuration\n/usr/local/lib\n').file('/etc/environment', '');
  tree.file('/etc/profile', "# System-wide settings for login shells\nif [ \"$(id -u)\" -eq 0 ]; then PS1='# '; else PS1='$ '; fi\n");
  tree.file('/etc/bash.bashrc', '# System-wide settings for interactive shells\n[ -z "$PS1" ] && return\nPS1=\'\\u@\\h:\\w\\$ \'\n');
  for (const home of ['/etc/skel', '/root']) {
    tree.file(`${home}/.bashrc`, "# ~/.bashrc: read by bash for shells that are not login shells\nPS1='\\u@\\h:\\w\\$ '\n");
    tree.file(`${home}/.profile`, '# ~/.profile: read by login shells\n[ "$BASH" ] && [ -f ~/.bashrc ] && . ~/.bashrc\n');
  }
  tree.file(
    '/etc/apt/apt.conf.d/docker-clean',
    '# Downloaded packages are not kept: a layer would hold them for ever.\nDir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n',
  );
  tree.file('/etc/apt/apt.conf.d/docker-no-languages', 'Acquire::Languages "none";\n');
  tree.file(
    '/etc/dpkg/dpkg.cfg.d/docker-apt-speedup',
    '# No fsync after each file: an image is built or thrown away as a whole.\nforce-unsafe-io\n',
  );
  const sources = release.sources.map(({ uri, suites, components }) =>
    [`Types: deb`, `URIs: ${uri}`, `Suites: ${suites}`, `Components: ${components}`, `Signed-By: ${release.keyring}`, ''].join('\n'),
  );
  tree.file(`/etc/apt/sources.list.d/${release.osRelease.ID}.sources`, sources.join('\n'));
  tree.library(release.keyring, 24_000);
  tree.file('/var/lib/dpkg/status', dpkgStatus(release.packages, tree.architecture)).file('/var/lib/dpkg/available', '');
  for (const { name } of release.packages) tree.file(`/var/lib/dpkg/info/${name}.list`, `/.\n/usr\n/usr/share/doc/${name}\n`);
}

/** What the slim images leave out. */
function fillDocumentation(tree: LayerTree, release: DebianRelease): void {
  for (const { name, summary } of release.packages) tree.file(`/usr/share/doc/${name}/README`, `${name}: ${summary}\n`);
  for (const locale of ['de', 'es', 'fr', 'it', 'ja', 'pt_BR', 'ru', 'zh_CN'])
    tree.library(`/usr/share/locale/${locale}/LC_MESSAGES/coreutils.mo`, 30_000);
  tree.library('/usr/share/i18n/locales.tar', 300_000).library('/usr/share/zoneinfo/tzdata.zi', 90_000);
}
