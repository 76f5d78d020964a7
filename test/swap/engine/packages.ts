import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Debian's stable packages that a Docker Engine needs beside it: `command` is what they bring. */
const SYSTEM = [
  { command: 'runc', name: 'runc' },
  { command: 'iptables', name: 'iptables' },
  { command: 'ip', name: 'iproute2' },
  { command: 'docker-registry', name: 'docker-registry' },
  { command: 'busybox', name: 'busybox-static' },
];

/** The engine itself. Debian's stable releases have an older one, so these come from the sid suite, and are not installed. */
const ENGINE = ['docker.io', 'docker-cli', 'containerd'];

const has = (command: string) => spawnSync('sh', ['-c', `PATH=$PATH:/usr/sbin:/sbin command -v ${command}`]).status === 0;

/** Why a real engine cannot be had from packages here; undefined when it can. */
export function whyNoPackages(): string | undefined {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return 'this is not Debian';
  if (process.getuid?.() !== 0) return 'starting a Docker Engine needs root';
  return undefined;
}

function quietly(command: string, args: readonly string[], cwd?: string): void {
  execFileSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    ...(cwd ? { cwd } : {}),
  });
}

/** Installs what is missing, and unpacks the engine into `folder`, once. Gives the folder of its programs' root. */
export function unpackEngine(folder: string, say: (what: string) => void): string {
  const missing = SYSTEM.filter(({ command }) => !has(command)).map(({ name }) => name);
  if (missing.length) {
    say(`installing ${missing.join(', ')}`);
    quietly('apt-get', ['update', '-qq']);
    quietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing]);
  }
  const root = join(folder, 'root');
  if (existsSync(join(root, 'complete'))) return root;
  say('unpacking Docker Engine 28 from the sid suite');
  const apt = join(folder, 'apt');
  const debs = join(folder, 'debs');
  for (const path of [join(apt, 'lists/partial'), debs, root]) mkdirSync(path, { recursive: true });
  writeFileSync(join(apt, 'sid.list'), `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${debianMirror()} sid main\n`);
  const options = {
    'Dir::Etc::SourceList': join(apt, 'sid.list'),
    'Dir::Etc::SourceParts': '-',
    'Dir::State::Lists': join(apt, 'lists'),
    'Dir::Cache::pkgcache': join(apt, 'pkgcache.bin'),
    'Dir::Cache::srcpkgcache': join(apt, 'srcpkgcache.bin'),
    'APT::Sandbox::User': 'root',
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  quietly('apt-get', ['-qq', ...flags, 'update']);
  quietly('apt-get', ['-qq', ...flags, 'download', ...ENGINE], debs);
  for (const deb of readdirSync(debs)) quietly('dpkg', ['-x', join(debs, deb), root]);
  writeFileSync(join(root, 'complete'), '');
  return root;
}

/** Where this machine's own Debian comes from. */
function debianMirror(): string {
  const parts = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list', ...(existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : [])];
  const text = files
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const [, url] = /^(?:URIs:|deb(?: \[[^\]]*\])?)\s+(https?:\/\/\S*debian\/?)(?=\s|$)/m.exec(text) ?? [];
  if (!url) throw new Error('no Debian mirror in the sources of apt');
  return url;
}
