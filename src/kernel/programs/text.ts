import type { Program, Sys } from '../process/sys.ts';
import { program } from './lib/define.ts';
import { unescape } from './lib/echo.ts';
import { complain, eachInput, linesOf, print, readText } from './lib/io.ts';

/** All lines of all inputs, and whether they could be read. */
async function allLines(sys: Sys, paths: readonly string[]): Promise<{ lines: string[]; good: boolean }> {
  const lines: string[] = [];
  const good = await eachInput(sys, paths, async (fd) => {
    for await (const line of linesOf(sys, fd)) lines.push(line);
  });
  return { lines, good };
}

const printLines = (sys: Sys, lines: readonly string[]) => print(sys, lines.map((line) => `${line}\n`).join(''));

export const sort = program('nrufbdik:t:o:hgMscz', async (sys, { flags, values, rest }) => {
  const { lines, good } = await allLines(sys, rest);
  const separator = values.get('t');
  const keySpec = values.get('k');
  const [, from = '1', fromFlags = '', to] = /^(\d+)(?:\.\d+)?([a-zA-Z]*)(?:,(\d+))?/.exec(keySpec ?? '') ?? [];
  const numeric = flags.has('n') || flags.has('g') || fromFlags.includes('n');
  const reverse = flags.has('r') || fromFlags.includes('r');
  const key = (line: string) => {
    if (!keySpec) return line;
    const fields = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
    return fields.slice(Number(from) - 1, to === undefined ? undefined : Number(to)).join(separator ?? ' ');
  };
  const compare = (a: string, b: string) => {
    const [x, y] = flags.has('f') ? [key(a).toLowerCase(), key(b).toLowerCase()] : [key(a), key(b)];
    if (numeric) return (Number.parseFloat(x) || 0) - (Number.parseFloat(y) || 0);
    return x < y ? -1 : x > y ? 1 : 0;
  };
  const plain = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  let sorted = lines.sort((a, b) => (compare(a, b) || (flags.has('s') ? 0 : plain(a, b))) * (reverse ? -1 : 1));
  if (flags.has('u')) sorted = sorted.filter((line, i) => i === 0 || compare(line, sorted[i - 1] as string) !== 0);
  await printLines(sys, sorted);
  return good ? 0 : 2;
});

export const uniq = program('cduif:s:w:', async (sys, { flags, rest }) => {
  const { lines, good } = await allLines(sys, rest.slice(0, 1));
  const same = (a: string, b: string) => (flags.has('i') ? a.toLowerCase() === b.toLowerCase() : a === b);
  const groups: { line: string; count: number }[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last && same(last.line, line)) last.count++;
    else groups.push({ line, count: 1 });
  }
  const shown = groups.filter(({ count }) => (flags.has('d') ? count > 1 : flags.has('u') ? count === 1 : true));
  await printLines(
    sys,
    shown.map(({ line, count }) => (flags.has('c') ? `${String(count).padStart(7)} ${line}` : line)),
  );
  return good ? 0 : 1;
});

/** `1,3-5,7-`, as a test of a position from 1. */
function ranges(spec: string): (position: number) => boolean {
  const parts = spec.split(',').map((part) => {
    const [from = '', to] = part.split('-', 2);
    return [Number(from || 1), to === undefined ? Number(from) : Number(to || Number.POSITIVE_INFINITY)] as const;
  });
  return (position) => parts.some(([from, to]) => position >= from && position <= to);
}

export const cut = program('d:f:c:b:sn', async (sys, { flags, values, rest }) => {
  const chars = values.get('c') ?? values.get('b');
  const fields = values.get('f');
  if (chars === undefined && fields === undefined) {
    await complain(sys, 'expected a list of bytes, characters, or fields');
    return 1;
  }
  const wanted = ranges(chars ?? fields ?? '');
  const separator = values.get('d') ?? '\t';
  const pick = (line: string): string | undefined => {
    if (chars !== undefined) return [...line].filter((_, i) => wanted(i + 1)).join('');
    if (!line.includes(separator)) return flags.has('s') ? undefined : line;
    return line
      .split(separator)
      .filter((_, i) => wanted(i + 1))
      .join(separator);
  };
  const good = await eachInput(sys, rest, async (fd) => {
    for await (const line of linesOf(sys, fd)) {
      const text = pick(line);
      if (text !== undefined) await print(sys, `${text}\n`);
    }
  });
  return good ? 0 : 1;
});

const trClasses: Readonly<Record<string, string>> = {
  upper: 'A-Z',
  lower: 'a-z',
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: '0-9A-Za-z',
  space: '\\t-\\r ',
  blank: '\\t ',
  punct: '!-/:-@[-`{-~',
};

/** The characters that a set of tr's means, in order. */
function characters(spec: string): string[] {
  const text = unescape(
    spec.replace(/\[:(\w+):\]/g, (_, name: string) => trClasses[name] ?? ''),
    false,
  ).text;
  const found: string[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    const last = text[i + 2];
    if (text[i + 1] !== '-' || last === undefined) {
      found.push(char);
      continue;
    }
    for (let code = char.charCodeAt(0); code <= last.charCodeAt(0); code++) found.push(String.fromCharCode(code));
    i += 2;
  }
  return found;
}

export const tr = program('dscC', async (sys, { flags, rest }) => {
  const from = characters(rest[0] ?? '');
  const to = characters(rest[1] ?? '');
  const complement = flags.has('c') || flags.has('C');
  const isIn = (char: string) => from.includes(char) !== complement;
  const squeezed = new Set(flags.has('s') ? (rest[1] === undefined || flags.has('d') ? (rest[1] === undefined ? from : to) : to) : []);
  const map = (char: string) => {
    if (!isIn(char) || to.length === 0 || flags.has('d')) return char;
    return complement ? (to.at(-1) as string) : (to[Math.min(from.indexOf(char), to.length - 1)] as string);
  };
  let last = '';
  const decoder = new TextDecoder();
  for (let piece = await sys.read(0); piece.length > 0; piece = await sys.read(0)) {
    let out = '';
    for (const char of decoder.decode(piece, { stream: true })) {
      if (flags.has('d') && isIn(char)) continue;
      const mapped = map(char);
      const squeeze = rest[1] === undefined && flags.has('s') ? isIn(mapped) : squeezed.has(mapped);
      if (squeeze && mapped === last) continue;
      out += mapped;
      last = mapped;
    }
    await print(sys, out);
  }
  return 0;
});

export const tee = program('ai', async (sys, { flags, rest }) => {
  const fds = rest.map((path) => sys.open(path, { write: true, create: true, append: flags.has('a'), truncate: !flags.has('a') }));
  for (let piece = await sys.read(0); piece.length > 0; piece = await sys.read(0)) for (const fd of [1, ...fds]) await sys.write(fd, piece);
  return 0;
});

export const rev = program('', async (sys, { rest }) => {
  const { lines, good } = await allLines(sys, rest);
  await printLines(
    sys,
    lines.map((line) => [...line].reverse().join('')),
  );
  return good ? 0 : 1;
});

export const tac = program('', async (sys, { rest }) => {
  const { lines, good } = await allLines(sys, rest);
  await printLines(sys, lines.reverse());
  return good ? 0 : 1;
});

export const nl = program('b:s:w:v:', async (sys, { values, rest }) => {
  const { lines, good } = await allLines(sys, rest);
  let number = 0;
  const every = values.get('b') === 'a';
  await printLines(
    sys,
    lines.map((line) => (line === '' && !every ? '       ' : `${String(++number).padStart(6)}\t${line}`)),
  );
  return good ? 0 : 1;
});

export const paste = program('d:s', async (sys, { flags, values, rest }) => {
  const files: string[][] = [];
  for (const path of rest.length > 0 ? rest : ['-']) files.push((await allLines(sys, [path])).lines);
  const separators = unescape(values.get('d') ?? '\t', false).text || '';
  const join = (parts: readonly string[]) =>
    parts.reduce((text, part, i) => text + (i > 0 ? (separators[(i - 1) % separators.length] ?? '') : '') + part, '');
  if (flags.has('s')) await printLines(sys, files.map(join));
  else
    await printLines(
      sys,
      Array.from({ length: Math.max(...files.map((one) => one.length)) }, (_, i) => join(files.map((one) => one[i] ?? ''))),
    );
  return 0;
});

export const fold = program('w:sb', async (sys, { values, rest }) => {
  const width = Number(values.get('w') ?? 80);
  const { lines, good } = await allLines(sys, rest);
  await printLines(
    sys,
    lines.flatMap((line) => (line === '' ? [''] : (line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []))),
  );
  return good ? 0 : 1;
});

export const seq: Program = async (sys) => {
  const words = sys.argv.slice(1);
  let separator = '\n';
  let wide = false;
  while (/^-[sw]/.test(words[0] ?? '')) {
    const option = words.shift() as string;
    if (option === '-w') wide = true;
    else separator = option.slice(2) || (words.shift() ?? '');
  }
  const numbers = words.map(Number);
  if (words.length === 0 || numbers.some(Number.isNaN)) {
    if (words.length > 0) await complain(sys, `invalid number '${words[numbers.findIndex(Number.isNaN)]}'`);
    return 1;
  }
  const [first, step, last] = numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  const [from = 1, by = 1, to = 0] = [first, step, last];
  const digits = Math.max(...words.map((word) => word.split('.')[1]?.length ?? 0));
  const width = wide ? Math.max(...[from, to].map((one) => one.toFixed(digits).length)) : 0;
  let line = '';
  let count = 0;
  for (let i = 0; by !== 0 && (by > 0 ? from + i * by <= to + 1e-9 : from + i * by >= to - 1e-9); i++) {
    line += (count++ > 0 ? separator : '') + (from + i * by).toFixed(digits).padStart(width, '0');
    if (line.length > 4096) {
      await print(sys, line);
      line = '';
    }
  }
  if (count > 0) await print(sys, `${line}\n`);
  return 0;
};

export const cmp = program('lsn:', async (sys, { flags, rest }) => {
  const [a = '-', b = '-'] = rest;
  const texts = await Promise.all(
    [a, b].map(async (path) => (path === '-' ? readText(sys, 0) : new TextDecoder().decode(sys.fileBytes(path) ?? new Uint8Array(0)))),
  );
  const [x = '', y = ''] = texts;
  if (x === y) return 0;
  const at = [...x].findIndex((char, i) => char !== y[i]);
  const where = at < 0 ? Math.min(x.length, y.length) : at;
  if (flags.has('s')) return 1;
  if (where >= x.length || where >= y.length) await sys.write(2, `cmp: EOF on ${x.length < y.length ? a : b}\n`);
  else await print(sys, `${a} ${b} differ: char ${where + 1}, line ${x.slice(0, where).split('\n').length}\n`);
  return 1;
});

export const strings = program('an:', async (sys, { values, rest }) => {
  const least = Number(values.get('n') ?? 4);
  const good = await eachInput(sys, rest, async (fd) => {
    const text = await readText(sys, fd);
    for (const [run] of text.matchAll(new RegExp(`[\\t -~]{${least},}`, 'g'))) await print(sys, `${run}\n`);
  });
  return good ? 0 : 1;
});
