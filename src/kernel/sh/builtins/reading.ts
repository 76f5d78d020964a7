import { ShellError } from '../control.ts';
import type { Shell } from '../shell.ts';
import type { Builtin } from './index.ts';

interface Line {
  /** Characters, and whether a backslash protects each from being split at. */
  readonly chars: readonly (readonly [char: string, escaped: boolean])[];
  readonly complete: boolean;
}

/** Reads one line a byte at a time: what comes after it belongs to others. */
async function readLine(shell: Shell, raw: boolean): Promise<Line> {
  const bytes: number[] = [];
  const escapes = new Set<number>();
  let escaped = false;
  for (;;) {
    const [byte] = await shell.sys.read(0, 1);
    if (byte === undefined) return { chars: decode(bytes, escapes), complete: false };
    if (byte === 10 && !escaped) return { chars: decode(bytes, escapes), complete: true };
    if (!raw && byte === 92 && !escaped) {
      escaped = true;
      continue;
    }
    if (byte !== 10 && byte !== 0) {
      if (escaped) escapes.add(bytes.length);
      bytes.push(byte);
    }
    escaped = false;
  }
}

function decode(bytes: readonly number[], escapes: ReadonlySet<number>): [string, boolean][] {
  const chars: [string, boolean][] = [];
  let at = 0;
  const encoder = new TextEncoder();
  for (const char of new TextDecoder().decode(Uint8Array.from(bytes))) {
    chars.push([char, escapes.has(at)]);
    at += encoder.encode(char).length;
  }
  return chars;
}

/** Divides a line among `count` variables: the last gets the rest. */
function divide({ chars }: Line, ifs: string, count: number): string[] {
  const isSpace = ([char, escaped]: readonly [string, boolean]) => !escaped && ifs.includes(char) && /\s/.test(char);
  const isSeparator = ([char, escaped]: readonly [string, boolean]) => !escaped && ifs.includes(char);
  const values: string[] = [];
  let at = 0;
  const skip = () => {
    while (chars[at] && isSpace(chars[at] as [string, boolean])) at++;
  };
  skip();
  while (values.length < count - 1 && at < chars.length) {
    let value = '';
    for (; chars[at] && !isSeparator(chars[at] as [string, boolean]); at++) value += chars[at]?.[0];
    values.push(value);
    skip();
    if (chars[at] && isSeparator(chars[at] as [string, boolean]) && !isSpace(chars[at] as [string, boolean])) {
      at++;
      skip();
    }
  }
  const rest = chars.slice(at);
  while (rest.length > 0 && isSpace(rest.at(-1) as [string, boolean])) rest.pop();
  values.push(rest.map(([char]) => char).join(''));
  return values;
}

const read: Builtin = async (shell, [, ...words]) => {
  let raw = false;
  let prompt = '';
  const names = [...words];
  while (names[0]?.startsWith('-')) {
    const option = names.shift();
    if (option === '-r') raw = true;
    else if (option === '-p') prompt = names.shift() ?? '';
    else if (option === '-t' || option === '-n') names.shift();
    else if (option !== '-s' && option !== '--') throw new ShellError(`illegal option ${option}`, 2, 'read');
  }
  const bad = names.find((name) => !/^[A-Za-z_]\w*$/.test(name));
  if (bad !== undefined) throw new ShellError(`'${bad}': bad variable name`, 2, 'read');
  if (prompt && shell.sys.isTerminal(0)) await shell.sys.write(2, prompt);
  const line = await readLine(shell, raw);
  if (names.length === 0) shell.set('REPLY', line.chars.map(([char]) => char).join(''));
  const values = divide(line, shell.ifs, names.length);
  for (const [i, name] of names.entries()) shell.set(name, values[i] ?? '');
  return line.complete ? 0 : 1;
};

export const reading: Readonly<Record<string, Builtin>> = { read };
