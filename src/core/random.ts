/** Seeded pseudo-random numbers (sfc32 by Chris Doty-Humphrey, seeded with FNV-1a). Not for secrets. */
export interface Random {
  /** A float in [0, 1). */
  next(): number;
  /** An integer in [0, below). */
  int(below: number): number;
  bytes(length: number): Uint8Array;
  /** `digits` lowercase hexadecimal digits: container ids and the like. */
  hex(digits: number): string;
  pick<T>(items: readonly T[]): T;
  /** An independent stream, named, so that one part's draws never shift another's. */
  fork(label: string): Random;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export function createRandom(seed: number | string): Random {
  const label = String(seed);
  let a = fnv1a(label);
  let b = fnv1a(`${label}\u0001`);
  let c = fnv1a(`${label}\u0002`);
  let counter = 1;
  const uint32 = () => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) uint32();
  const int = (below: number) => Math.floor((uint32() / 2 ** 32) * below);
  return {
    next: () => uint32() / 2 ** 32,
    int,
    bytes(length) {
      const out = new Uint8Array(length);
      for (let i = 0; i < length; i += 4) {
        const word = uint32();
        out[i] = word;
        out[i + 1] = word >>> 8;
        out[i + 2] = word >>> 16;
        out[i + 3] = word >>> 24;
      }
      return out;
    },
    hex(digits) {
      let out = '';
      while (out.length < digits) out += uint32().toString(16).padStart(8, '0');
      return out.slice(0, digits);
    },
    pick: (items) => items[int(items.length)] as never,
    fork: (name) => createRandom(`${label}/${name}`),
  };
}
