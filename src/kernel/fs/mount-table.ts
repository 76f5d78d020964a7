import type { Mount } from './mounts.ts';

/** Mounts as /proc/mounts has them, without the two numbers at the end: `proc /proc proc rw,nosuid`. */
export function mountOptions(mounts: readonly Mount[]): string[] {
  return mounts.map(({ at, fs }) => `${fs.source} ${at} ${fs.type} ${fs.options}`);
}
