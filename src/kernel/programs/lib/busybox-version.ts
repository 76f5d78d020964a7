import type { Sys } from '../../process/sys.ts';

const known = new WeakMap<Uint8Array, string>();
/** What Docker Hub's busybox says, for a file that says nothing. */
const standard = 'BusyBox v1.37.0 (2024-09-26 21:31:42 UTC)';

/** The version that the running executable holds as a text: a genuine one has it among its strings. */
export function busyboxVersion(sys: Sys): string {
  const bytes = sys.fileBytes(sys.exe);
  if (!bytes) return standard;
  const found = known.get(bytes) ?? search(bytes);
  known.set(bytes, found);
  return found;
}

const needle = new TextEncoder().encode('BusyBox v');

function search(bytes: Uint8Array): string {
  for (let at = bytes.indexOf(needle[0] as number); at >= 0; at = bytes.indexOf(needle[0] as number, at + 1)) {
    if (!needle.every((byte, i) => bytes[at + i] === byte)) continue;
    const text = new TextDecoder().decode(bytes.subarray(at, at + 120));
    const version = /^BusyBox v[\d.]+ \([^)]*\)/.exec(text);
    if (version) return version[0];
  }
  return standard;
}

/** Debian's build runs its own applets without looking for files, and counts no time in `ps`. */
export const isDebianBuild = (sys: Sys): boolean => busyboxVersion(sys).includes('Debian');
