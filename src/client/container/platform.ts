const ARCHITECTURES: Readonly<Record<string, string>> = {
  i386: '386',
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
  arm: 'arm/v7',
};
const KNOWN: ReadonlySet<string> = new Set([
  '386',
  'amd64',
  'amd64p32',
  'arm',
  'armbe',
  'arm64',
  'arm64be',
  'ppc64',
  'ppc64le',
  'loong64',
  'mips',
  'mipsle',
  'mips64',
  'mips64le',
  'ppc',
  'riscv',
  'riscv64',
  's390',
  's390x',
  'sparc',
  'sparc64',
  'wasm',
]);
const SYSTEMS: ReadonlySet<string> = new Set([
  'aix',
  'android',
  'darwin',
  'dragonfly',
  'freebsd',
  'hurd',
  'illumos',
  'ios',
  'js',
  'linux',
  'nacl',
  'netbsd',
  'openbsd',
  'plan9',
  'solaris',
  'windows',
  'zos',
]);

const withCanonicalName = (architecture: string) => ARCHITECTURES[architecture] ?? architecture;

/** `amd64` → `linux/amd64` (containerd/platforms Parse, normalised). @throws Error in its words */
export function parsePlatform(text: string): string {
  const wrong = (why: string) => new Error(`error parsing specified platform: ${why}`);
  const parts = text.toLowerCase().split('/');
  for (const part of parts) {
    if (!/^[A-Za-z0-9_.-]+$/.test(part)) {
      throw wrong(
        `"${part}" is an invalid component of "${text}": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument`,
      );
    }
  }
  const [first = '', second, variant] = parts;
  if (second === undefined) {
    if (SYSTEMS.has(first)) return `${first}/amd64`;
    const architecture = withCanonicalName(first);
    if (KNOWN.has(architecture.split('/')[0] as string)) return `linux/${architecture}`;
    throw wrong(`"${text}": unknown operating system or architecture: invalid argument`);
  }
  if (parts.length > 3) throw wrong(`"${text}": cannot parse platform specifier: invalid argument`);
  const architecture = withCanonicalName(second);
  if (variant === undefined) return `${first}/${architecture}`;
  const plain = architecture.split('/')[0];
  const implied = (plain === 'arm64' && (variant === 'v8' || variant === '8')) || (plain === 'amd64' && variant === 'v1');
  return implied ? `${first}/${plain}` : `${first}/${plain}/${/^\d$/.test(variant) ? `v${variant}` : variant}`;
}
