import type { Stat } from '../../fs/files.ts';

const letters: Readonly<Record<Stat['type'], string>> = {
  directory: 'd',
  file: '-',
  symlink: 'l',
  'character-device': 'c',
  'block-device': 'b',
  fifo: 'p',
  socket: 's',
};

/** `drwxr-xr-x` */
export function modeText({ type, mode }: Pick<Stat, 'type' | 'mode'>): string {
  const triple = (shift: number, special: number, letter: string) => {
    const bits = mode >> shift;
    const execute = mode & special ? (bits & 1 ? letter : letter.toUpperCase()) : bits & 1 ? 'x' : '-';
    return (bits & 4 ? 'r' : '-') + (bits & 2 ? 'w' : '-') + execute;
  };
  return letters[type] + triple(6, 0o4000, 's') + triple(3, 0o2000, 's') + triple(0, 0o1000, 't');
}

const units = ['', 'K', 'M', 'G', 'T'];

/** `1.5K`, as busybox shortens sizes: one digit behind the point. */
export function humanSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return unit === 0 ? String(bytes) : `${value.toFixed(1)}${units[unit]}`;
}

const who: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };
const what: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 };

/** A mode as chmod takes it, octal or symbolic; undefined for what is none. */
export function parseMode(text: string, before: number, isFolder: boolean, umask: number): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  let mode = before;
  for (const clause of text.split(',')) {
    const found = /^([ugoa]*)((?:[-+=][rwxXst]*)+)$/.exec(clause);
    if (!found) return undefined;
    const [, people = '', actions = ''] = found;
    const mask = people === '' ? 0o7777 & ~umask : [...people].reduce((sum, one) => sum | (who[one] as number), 0);
    for (const [, operator, permissions = ''] of actions.matchAll(/([-+=])([rwxXst]*)/g)) {
      const wanted =
        [...permissions].reduce((sum, one) => sum | (one === 'X' ? (isFolder || mode & 0o111 ? 0o111 : 0) : (what[one] as number)), 0) &
        mask;
      if (operator === '+') mode |= wanted;
      else if (operator === '-') mode &= ~wanted;
      else mode = (mode & ~(mask & 0o777)) | wanted;
    }
  }
  return mode;
}
