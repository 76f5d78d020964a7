import type { RedisValue } from './redis-database.ts';

/** Redis's snapshot format, version 12, as far as strings, lists and hashes need it (rdb.h). */
const magic = 'REDIS0012';
const types = { string: 0, list: 1, hash: 4 } as const;
const selectDatabase = 0xfe;
const end = 0xff;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const length = (n: number): number[] =>
  n < 64 ? [n] : n < 16_384 ? [0x40 | (n >> 8), n & 0xff] : [0x80, n >>> 24, (n >>> 16) & 0xff, (n >>> 8) & 0xff, n & 0xff];
const text = (value: string): number[] => {
  const bytes = encoder.encode(value);
  return [...length(bytes.length), ...bytes];
};

export function encodeRdb(entries: readonly (readonly [key: string, value: RedisValue])[]): Uint8Array {
  const out = [...encoder.encode(magic), selectDatabase, 0];
  for (const [key, value] of entries) {
    if (typeof value === 'string') out.push(types.string, ...text(key), ...text(value));
    else if (Array.isArray(value)) out.push(types.list, ...text(key), ...length(value.length), ...value.flatMap(text));
    else out.push(types.hash, ...text(key), ...length(value.size), ...[...value].flat().flatMap(text));
  }
  // A checksum of zero says that there is none.
  return Uint8Array.from([...out, end, 0, 0, 0, 0, 0, 0, 0, 0]);
}

export function decodeRdb(bytes: Uint8Array): [key: string, value: RedisValue][] {
  const found: [string, RedisValue][] = [];
  let at = magic.length;
  const byte = () => bytes[at++] ?? end;
  const size = () => {
    const first = byte();
    if (first < 64) return first;
    if (first < 128) return ((first & 63) << 8) | byte();
    return byte() * 2 ** 24 + (byte() << 16) + (byte() << 8) + byte();
  };
  const string = () => {
    const count = size();
    at += count;
    return decoder.decode(bytes.subarray(at - count, at));
  };
  for (let type = byte(); type !== end; type = byte()) {
    if (type === selectDatabase) {
      size();
      continue;
    }
    const key = string();
    if (type === types.string) found.push([key, string()]);
    else if (type === types.list) found.push([key, Array.from({ length: size() }, string)]);
    else found.push([key, new Map(Array.from({ length: size() }, () => [string(), string()] as const))]);
  }
  return found;
}
