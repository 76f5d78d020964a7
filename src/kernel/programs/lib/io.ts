import { attempt, SysError } from '../../errno.ts';
import { baseOf } from '../../fs/tree.ts';
import type { Sys } from '../../process/sys.ts';
import { reworded } from './gnu.ts';

const decoder = new TextDecoder();

/** Everything up to the end. */
export async function readAll(sys: Sys, fd: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (let piece = await sys.read(fd); piece.length > 0; piece = await sys.read(fd)) {
    pieces.push(piece);
    size += piece.length;
  }
  if (pieces.length === 1) return pieces[0] as Uint8Array;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export const readText = async (sys: Sys, fd: number): Promise<string> => decoder.decode(await readAll(sys, fd));

/** Lines as they come, without their newlines; a last one that has none is given too. */
export async function* linesOf(sys: Sys, fd: number): AsyncGenerator<string> {
  const stream = new TextDecoder();
  let rest = '';
  for (let piece = await sys.read(fd); piece.length > 0; piece = await sys.read(fd)) {
    const lines = (rest + stream.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

export const nameOf = (sys: Sys): string => baseOf(sys.argv[0] ?? '').replace(/^-/, '');

export const print = (sys: Sys, text: string | Uint8Array): Promise<void> => sys.write(1, text);

/** An error message: `cat: can't open 'x': No such file or directory`. */
export const complain = (sys: Sys, text: string): Promise<void> => sys.write(2, `${nameOf(sys)}: ${reworded(sys, text)}\n`);

/** Runs `work` and reports a system error as `cat: can't open 'x': …`; whether it went well. */
export async function report(sys: Sys, what: string, work: () => unknown): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    await complain(sys, `${what}: ${error.message}`);
    return false;
  }
}

/** The applets that say "can't open"; the others give the bare name (busybox: xfopen and fopen_or_warn). */
const quoting = new Set(['cat', 'tail', 'uniq', 'md5sum', 'sha1sum', 'sha256sum', 'sha512sum', 'tar']);

/** Opens each file in turn (`-`, or none at all, is standard input) and gives its descriptor. */
export async function eachInput(sys: Sys, paths: readonly string[], use: (fd: number, path: string) => Promise<void>): Promise<boolean> {
  let good = true;
  for (const path of paths.length > 0 ? paths : ['-']) {
    const opened = path === '-' ? { value: 0 } : attempt(() => sys.open(path));
    if ('error' in opened) {
      await complain(sys, `${quoting.has(nameOf(sys)) ? `can't open '${path}'` : path}: ${opened.error.message}`);
      good = false;
      continue;
    }
    try {
      await use(opened.value, path);
    } catch (error) {
      if (!(error instanceof SysError) || error.code === 'EPIPE') throw error;
      await complain(sys, `${error.code === 'EISDIR' ? 'read error' : path}: ${error.message}`);
      good = false;
    }
    if (path !== '-') sys.close(opened.value);
  }
  return good;
}
