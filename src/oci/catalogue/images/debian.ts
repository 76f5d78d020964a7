import { type DebianRelease, debianAccounts, debianGroups, fillDebian } from '../debian-tree.ts';
import type { Package } from '../packages.ts';
import { base, cmd, type ImageRecipe } from '../recipe.ts';

interface Versions {
  readonly bash: string;
  readonly coreutils: string;
  readonly libc: string;
  readonly apt: string;
  readonly dpkg: string;
  readonly perl: string;
  readonly openssl: string;
}

const packagesOf = (versions: Versions, version: string): Package[] => [
  { name: 'apt', version: versions.apt, summary: 'commandline package manager', size: 4_200_000 },
  { name: 'base-files', version, summary: 'Debian base system miscellaneous files', size: 340_000 },
  { name: 'base-passwd', version: '3.6.1', summary: 'Debian base system master password and group files', size: 240_000 },
  { name: 'bash', version: versions.bash, summary: 'GNU Bourne Again SHell', size: 7_100_000 },
  { name: 'bsdutils', version: '1:2.38.1-5', summary: 'basic utilities from 4.4BSD-Lite' },
  { name: 'coreutils', version: versions.coreutils, summary: 'GNU core utilities', size: 18_000_000 },
  { name: 'dash', version: '0.5.12-2', summary: 'POSIX-compliant shell' },
  { name: 'debconf', version: '1.5.82', summary: 'Debian configuration management system', size: 520_000 },
  { name: 'debian-archive-keyring', version: '2023.3', summary: 'OpenPGP archive certificates of the Debian archive' },
  { name: 'diffutils', version: '1:3.8-4', summary: 'File comparison utilities', size: 1_600_000 },
  { name: 'dpkg', version: versions.dpkg, summary: 'Debian package management system', size: 6_500_000 },
  { name: 'findutils', version: '4.9.0-4', summary: 'utilities for finding files--find, xargs', size: 1_900_000 },
  { name: 'gpgv', version: '2.2.40-1.1', summary: 'GNU privacy guard - signature verification tool', size: 900_000 },
  { name: 'grep', version: '3.8-5', summary: 'GNU grep, egrep and fgrep', size: 1_200_000 },
  { name: 'gzip', version: '1.12-1', summary: 'GNU compression utilities' },
  { name: 'hostname', version: '3.23+nmu1', summary: 'utility to set/show the host name or domain name' },
  { name: 'init-system-helpers', version: '1.65.2', summary: 'helper tools for all init systems' },
  { name: 'libc-bin', version: versions.libc, summary: 'GNU C Library: Binaries', size: 2_000_000 },
  { name: 'libc6', version: versions.libc, summary: 'GNU C Library: Shared libraries', size: 12_900_000 },
  { name: 'libssl3', version: versions.openssl, summary: 'Secure Sockets Layer toolkit - shared libraries', size: 6_000_000 },
  { name: 'login', version: '1:4.13+dfsg1-1', summary: 'system login tools' },
  { name: 'mount', version: '2.38.1-5', summary: 'tools for mounting and manipulating filesystems' },
  { name: 'passwd', version: '1:4.13+dfsg1-1', summary: 'change and administer password and group data' },
  { name: 'perl-base', version: versions.perl, summary: 'minimal Perl system', size: 7_700_000 },
  { name: 'sed', version: '4.9-1', summary: 'GNU stream editor for filtering/transforming text' },
  { name: 'sysvinit-utils', version: '3.06-4', summary: 'System-V-like utilities' },
  { name: 'tar', version: '1.34+dfsg-1.2', summary: 'GNU version of the tar archiving utility', size: 3_100_000 },
  { name: 'tzdata', version: '2025b-0+deb12u2', summary: 'time zone and daylight-saving time data', size: 2_500_000 },
  { name: 'util-linux', version: '2.38.1-5', summary: 'miscellaneous system utilities', size: 4_700_000 },
  { name: 'zlib1g', version: '1:1.2.13.dfsg-1', summary: 'compression library - runtime' },
];

interface Suite {
  readonly codename: string;
  readonly major: string;
  readonly version: string;
  readonly created: string;
  readonly versions: Versions;
  readonly scale: number;
}

const bookworm: Suite = {
  codename: 'bookworm',
  major: '12',
  version: '12.12',
  created: '2025-10-20T00:00:00Z',
  scale: 1,
  versions: {
    bash: '5.2.15-2+b8',
    coreutils: '9.1-1',
    libc: '2.36-9+deb12u13',
    apt: '2.6.1',
    dpkg: '1.21.22',
    perl: '5.36.0-7+deb12u3',
    openssl: '3.0.17-1~deb12u3',
  },
};

const trixie: Suite = {
  codename: 'trixie',
  major: '13',
  version: '13.1',
  created: '2025-10-20T00:00:00Z',
  scale: 1.05,
  versions: {
    bash: '5.2.37-2+b5',
    coreutils: '9.7-3',
    libc: '2.41-12',
    apt: '3.0.3',
    dpkg: '1.22.21',
    perl: '5.40.1-6',
    openssl: '3.5.1-1+deb13u1',
  },
};

const releaseOf = ({ codename, major, version, versions, scale }: Suite, slim: boolean): DebianRelease => ({
  osRelease: {
    PRETTY_NAME: `Debian GNU/Linux ${major} (${codename})`,
    NAME: 'Debian GNU/Linux',
    VERSION_ID: major,
    VERSION: `${major} (${codename})`,
    VERSION_CODENAME: codename,
    ID: 'debian',
    HOME_URL: 'https://www.debian.org/',
    SUPPORT_URL: 'https://www.debian.org/support',
    BUG_REPORT_URL: 'https://bugs.debian.org/',
  },
  version,
  issue: `Debian GNU/Linux ${major}`,
  accounts: debianAccounts,
  groups: debianGroups,
  packages: packagesOf(versions, `${version}`),
  sources: [
    { uri: 'http://deb.debian.org/debian', suites: `${codename} ${codename}-updates`, components: 'main' },
    { uri: 'http://deb.debian.org/debian-security', suites: `${codename}-security`, components: 'main' },
  ],
  keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
  slim,
  scale,
});

function debian(suite: Suite, slim: boolean, tags: readonly string[]): ImageRecipe {
  const variant = slim ? '--slim ' : '';
  return {
    repository: 'library/debian',
    tags,
    created: suite.created,
    steps: [
      base(
        `# debian.sh ${variant}--arch out/ '${suite.codename}' '@${Date.parse(suite.created) / 1000}'`,
        {
          name: `debian ${suite.version}${slim ? ' slim' : ''}`,
          date: suite.created,
          fill: (tree) => fillDebian(tree, releaseOf(suite, slim)),
        },
        'debuerreotype 0.16',
      ),
      cmd(['bash']),
    ],
  };
}

/** What dpkg knows in an image that starts from bookworm. */
export const bookwormPackages: readonly Package[] = packagesOf(bookworm.versions, bookworm.version);

export const bookwormFull = debian(bookworm, false, ['bookworm', '12', '12.12']);
export const bookwormSlim = debian(bookworm, true, ['bookworm-slim', '12-slim', '12.12-slim']);
const trixieFull = debian(trixie, false, ['latest', 'trixie', '13', '13.1', 'stable']);
const trixieSlim = debian(trixie, true, ['trixie-slim', '13-slim', '13.1-slim', 'stable-slim']);

export const debianImages: readonly ImageRecipe[] = [trixieFull, trixieSlim, bookwormFull, bookwormSlim];
