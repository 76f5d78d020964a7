import { attempt } from '../../errno.ts';
import type { Sys } from '../../process/sys.ts';

const decoder = new TextDecoder();

/** A small file's text, read at once; undefined when it cannot be read. */
export function fileText(sys: Sys, path: string): string | undefined {
  const bytes = sys.fileBytes(path);
  return bytes && decoder.decode(bytes);
}

/** The rows of /etc/passwd and the like; none when there is no such file. */
export function table(sys: Sys, path: string): string[][] {
  const text = attempt(() => fileText(sys, path));
  const lines = 'value' in text ? (text.value ?? '').split('\n') : [];
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(':'));
}

const nameFor = (sys: Sys, path: string, id: number) => table(sys, path).find((row) => row[2] === String(id))?.[0];

export const userName = (sys: Sys, uid: number): string | undefined => nameFor(sys, '/etc/passwd', uid);
export const groupName = (sys: Sys, gid: number): string | undefined => nameFor(sys, '/etc/group', gid);
