import type { Platform } from '../../oci/manifest.ts';

/**
 * Platforms as containerd reads and compares them (containerd/platforms): `linux/arm64` is the same
 * as `linux/arm64/v8`, and an arm64 machine runs images for arm too.
 */

const knownSystems = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'.split(' '),
);
const knownArchitectures = new Set(
  '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm'.split(
    ' ',
  ),
);

/** What Docker says of a platform that it cannot read. */
export class InvalidPlatform extends Error {
  override readonly name = 'InvalidPlatform';
  constructor(message: string) {
    super(`${message}: invalid argument`);
  }
}

const component = '^[A-Za-z0-9_.-]+$';
const systemWithVersion = '^([A-Za-z0-9_-]+)(?:\\(([A-Za-z0-9_.-]*)\\))?$';

/** Other names of the same architecture, and the variant that goes without saying. */
function normalizeArchitecture(architecture: string, variant: string): { architecture: string; variant: string } {
  const arch = architecture.toLowerCase();
  const kind = variant.toLowerCase();
  switch (arch) {
    case 'i386':
      return { architecture: '386', variant: '' };
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return { architecture: 'amd64', variant: kind === 'v1' ? '' : kind };
    case 'aarch64':
    case 'arm64':
      return { architecture: 'arm64', variant: ['8', 'v8', 'v8.0'].includes(kind) ? '' : kind.replace(/^9(\.0)?$|^v9\.0$/, 'v9') };
    case 'armhf':
      return { architecture: 'arm', variant: 'v7' };
    case 'armel':
      return { architecture: 'arm', variant: 'v6' };
    case 'arm':
      return { architecture: 'arm', variant: kind === '' || kind === '7' ? 'v7' : kind.replace(/^([568])$/, 'v$1') };
    default:
      return { architecture: arch, variant: kind };
  }
}

const systemName = (os: string) => (os === 'macos' ? 'darwin' : os.toLowerCase());

const platform = (os: string, architecture: string, variant: string): Platform => ({ os, architecture, ...(variant ? { variant } : {}) });

/** `linux`, `arm64`, `linux/arm64`, `linux/arm/v7`. @throws InvalidPlatform */
export function parsePlatform(specifier: string, host: string): Platform {
  if (specifier.includes('*')) throw new InvalidPlatform(`${JSON.stringify(specifier)}: wildcards not yet supported`);
  const parts = specifier.split('/');
  const [first = '', second, third] = parts;
  const system = new RegExp(systemWithVersion).exec(first);
  if (!system) {
    throw new InvalidPlatform(
      `${JSON.stringify(first)} is an invalid OS component of ${JSON.stringify(specifier)}: OSAndVersion specifier component must match ${goString(systemWithVersion)}`,
    );
  }
  const wrong = parts.slice(1).find((part) => !new RegExp(component).test(part));
  if (wrong !== undefined) {
    throw new InvalidPlatform(
      `${JSON.stringify(wrong)} is an invalid component of ${JSON.stringify(specifier)}: platform specifier component must match ${goString(component)}`,
    );
  }
  const os = systemName(system[1] as string);
  if (parts.length > 3) throw new InvalidPlatform(`${JSON.stringify(specifier)}: cannot parse platform specifier`);
  if (third !== undefined) {
    const { architecture, variant } = normalizeArchitecture(second as string, third);
    return platform(os, architecture, architecture === 'arm64' && variant === '' ? 'v8' : variant);
  }
  const named = (text: string) => {
    const { architecture, variant } = normalizeArchitecture(text, '');
    return { architecture, variant: architecture === 'arm' && variant === 'v7' ? '' : variant };
  };
  if (second !== undefined) return platform(os, named(second).architecture, named(second).variant);
  if (knownSystems.has(os)) return platform(os, host, '');
  const { architecture, variant } = named(first);
  if (knownArchitectures.has(architecture)) return platform('linux', architecture, variant);
  throw new InvalidPlatform(`${JSON.stringify(specifier)}: unknown operating system or architecture`);
}

const goString = (text: string) => JSON.stringify(text);

/** `linux/arm64/v8` */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  if (os === '') return 'unknown';
  return [os, architecture, variant ?? ''].filter((part) => part !== '').join('/');
}

export function normalizePlatform({ os, architecture, variant = '' }: Platform): Platform {
  const normal = normalizeArchitecture(architecture, variant);
  return platform(systemName(os), normal.architecture, normal.variant);
}

const ARM64_V8_OF_V9_MINOR = 5;

/** The platforms that a machine of this one runs, the best first (containerd/platforms, `platformVector`). */
function runnable(wanted: Platform): Platform[] {
  const { os, architecture, variant = '' } = normalizePlatform(wanted);
  const number = Number(/^v(\d+)/.exec(variant)?.[1] ?? 0);
  const minor = Number(/^v\d+\.(\d+)$/.exec(variant)?.[1] ?? 0);
  const down = (from: number, to: number, name: (n: number) => string) =>
    Array.from({ length: Math.max(0, from - to + 1) }, (_, i) => platform(os, architecture, name(from - i)));
  const v = (n: number) => `v${n}`;
  switch (architecture) {
    case 'amd64':
      return [platform(os, architecture, variant), ...down(number - 1, 1, v), platform(os, '386', '')];
    case 'arm':
      return [platform(os, architecture, variant), ...down(number - 1, 5, v)];
    case 'arm64': {
      const minors = (major: number, from: number) => down(from, 0, (n) => (n === 0 ? v(major) : `v${major}.${n}`));
      const own = number === 9 ? [...minors(9, minor), ...minors(8, ARM64_V8_OF_V9_MINOR + minor)] : minors(8, minor);
      return [...own, ...runnable({ os, architecture: 'arm', variant: 'v8' })];
    }
    default:
      return [platform(os, architecture, variant)];
  }
}

const same = (a: Platform, b: Platform) => a.os === b.os && a.architecture === b.architecture && (a.variant ?? '') === (b.variant ?? '');

/** How well an image for `offered` runs where `wanted` is: 0 is best; undefined when it does not. */
export function platformRank(wanted: Platform, offered: Platform): number | undefined {
  const normal = normalizePlatform(offered);
  const rank = runnable(wanted).findIndex((candidate) => same(normalizePlatform(candidate), normal));
  return rank < 0 ? undefined : rank;
}

/**
 * Whether an image whose config says `offered` is what was asked for with `wanted`. Configs often
 * leave the variant out: then it counts for nothing (moby daemon/images/image.go, `OnlyPlatformWithFallback`).
 */
export function satisfiesPlatform(wanted: Platform, offered: Platform): boolean {
  if (platformRank(wanted, offered) !== undefined) return true;
  if (offered.variant) return false;
  const a = normalizePlatform(wanted);
  const b = normalizePlatform(offered);
  return a.os === b.os && a.architecture === b.architecture;
}
