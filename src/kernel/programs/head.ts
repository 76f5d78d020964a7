import type { Sys } from '../process/sys.ts';
import { program } from './lib/define.ts';
import { isGnu } from './lib/gnu.ts';
import { complain, eachInput, linesOf, print, readAll } from './lib/io.ts';
import type { Options } from './lib/options.ts';

/** `head -5` is `head -n 5`. */
const rewrite = (argv: readonly string[]) => argv.flatMap((word, i) => (i > 0 && /^-\d+$/.test(word) ? ['-n', word.slice(1)] : [word]));

async function titled(sys: Sys, { flags, rest }: Options, use: (fd: number) => Promise<void>): Promise<number> {
  const many = (rest.length > 1 && !flags.has('q')) || flags.has('v');
  let first = true;
  const good = await eachInput(sys, rest, async (fd, path) => {
    if (many) await print(sys, `${first ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
    first = false;
    await use(fd);
  });
  return good ? 0 : 1;
}

const sizes: Readonly<Record<string, number>> = { '': 1, k: 1024, K: 1024, m: 1_048_576, M: 1_048_576, b: 512 };
const count = (text: string) => {
  const [, sign = '', number = '0', unit = ''] = /^([-+]?)(\d+)([kKmMb]?)$/.exec(text) ?? [];
  return { sign, number: Number(number) * (sizes[unit] ?? 1) };
};

export const head = program(
  'n:c:qv',
  (sys, options) => {
    const bytes = options.values.get('c');
    const { sign, number } = count(bytes ?? options.values.get('n') ?? '10');
    return titled(sys, options, async (fd) => {
      if (bytes !== undefined) {
        const whole = sign === '-' ? await readAll(sys, fd) : await readUpTo(sys, fd, number);
        return print(sys, sign === '-' ? whole.subarray(0, Math.max(0, whole.length - number)) : whole);
      }
      const kept: string[] = [];
      let seen = 0;
      if (sign !== '-' && number === 0) return;
      for await (const line of linesOf(sys, fd)) {
        if (sign === '-') {
          kept.push(line);
          if (kept.length > number) await print(sys, `${kept.shift()}\n`);
        } else {
          await print(sys, `${line}\n`);
          if (++seen === number) return;
        }
      }
    });
  },
  { rewrite },
);

async function readUpTo(sys: Sys, fd: number, size: number): Promise<Uint8Array> {
  const whole = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const piece = await sys.read(fd, size - at);
    if (piece.length === 0) break;
    whole.set(piece, at);
    at += piece.length;
  }
  return whole.subarray(0, at);
}

/** How often `tail -f` looks again. */
const followMs = 1000;

export const tail = program(
  'n:c:fFqvs:',
  async (sys, options) => {
    const bytes = options.values.get('c');
    const { sign, number } = count(bytes ?? options.values.get('n') ?? '10');
    const follow = options.flags.has('f') || options.flags.has('F');
    let last = 0;
    const status = await titled(sys, follow ? { ...options, rest: options.rest.slice(0, 1) } : options, async (fd) => {
      const whole = await readAll(sys, fd);
      await print(
        sys,
        bytes === undefined
          ? lastLines(whole, number, sign === '+')
          : sign === '+'
            ? whole.subarray(number - 1)
            : whole.subarray(Math.max(0, whole.length - number)),
      );
      last = whole.length;
    });
    if (status !== 0 && options.rest.length === 1 && !isGnu(sys)) await complain(sys, 'no files');
    if (!follow || status !== 0) return status;
    return followFile(sys, options.rest[0], last);
  },
  { rewrite },
);

async function followFile(sys: Sys, path: string | undefined, from: number): Promise<number> {
  if (path === undefined || path === '-') return 0;
  const fd = sys.open(path);
  if (sys.kind(fd) === 'file') sys.seek(fd, from);
  for (;;) {
    for (let piece = await sys.read(fd); piece.length > 0; piece = await sys.read(fd)) await print(sys, piece);
    await sys.sleep(followMs);
  }
}

function lastLines(whole: Uint8Array, number: number, fromStart: boolean): Uint8Array {
  const text = whole;
  if (fromStart) {
    let at = 0;
    for (let i = 1; i < number && at >= 0; i++) at = text.indexOf(10, at) + 1 || text.length;
    return text.subarray(at);
  }
  let at = text.length;
  if (text[at - 1] === 10) at--;
  for (let i = 0; i < number && at > 0; i++) at = text.lastIndexOf(10, at - 1);
  return number === 0 ? new Uint8Array(0) : text.subarray(at > 0 ? at + 1 : 0);
}
