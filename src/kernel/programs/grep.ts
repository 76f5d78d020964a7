import type { Sys } from '../process/sys.ts';
import { program } from './lib/define.ts';
import { isGnu } from './lib/gnu.ts';
import { complain, eachInput, linesOf, nameOf, print } from './lib/io.ts';
import type { Options } from './lib/options.ts';
import { BadRegExp, escapeText, toRegExp } from './lib/regexp.ts';

export const grep = program(
  'EFGHhinvclLqrRowxse:f:m:A:B:C:',
  async (sys, options) => {
    const { flags, values } = options;
    const rest = [...options.rest];
    const pattern = values.get('e') ?? rest.shift();
    if (pattern === undefined) {
      await complain(sys, 'no pattern given');
      return 2;
    }
    const fixed = flags.has('F') || nameOf(sys) === 'fgrep';
    const extended = flags.has('E') || nameOf(sys) === 'egrep';
    const compiled = attemptCompile(pattern, flags, fixed, extended);
    if ('reason' in compiled) {
      await complain(sys, isGnu(sys) ? compiled.reason : `bad regex '${pattern}'`);
      return 2;
    }
    const { regExp } = compiled;
    const paths = flags.has('r') || flags.has('R') ? (rest.length > 0 ? rest : ['.']).flatMap((path) => below(sys, path)) : rest;
    const named = flags.has('H') || (!flags.has('h') && (paths.length > 1 || flags.has('r') || flags.has('R')));
    let found = false;
    const good = await eachInput(sys, paths, async (fd, path) => {
      const count = await search(sys, fd, named ? `${path === '-' ? '(standard input)' : path}:` : '', regExp, options);
      if (count > 0) found = true;
      if (flags.has('l') && count > 0) await print(sys, `${path}\n`);
      if (flags.has('L') && count === 0) await print(sys, `${path}\n`);
      if (flags.has('c')) await print(sys, `${named ? `${path}:` : ''}${count}\n`);
    });
    return found ? 0 : good ? 1 : 2;
  },
  { usageStatus: 2 },
);

function attemptCompile(...args: Parameters<typeof compile>): { readonly regExp: RegExp } | { readonly reason: string } {
  try {
    return { regExp: compile(...args) };
  } catch (error) {
    if (error instanceof BadRegExp) return error;
    throw error;
  }
}

function compile(pattern: string, flags: Options['flags'], fixed: boolean, extended: boolean): RegExp {
  const alternatives = pattern.split('\n').map((one) => (fixed ? escapeText(one) : toRegExp(one, { extended }).source));
  let source = alternatives.map((one) => `(?:${one})`).join('|');
  if (flags.has('w')) source = `\\b(?:${source})\\b`;
  if (flags.has('x')) source = `^(?:${source})$`;
  return new RegExp(source, flags.has('i') ? 'gi' : 'g');
}

async function search(sys: Sys, fd: number, prefix: string, regExp: RegExp, { flags, values }: Options): Promise<number> {
  const quiet = flags.has('q') || flags.has('l') || flags.has('L') || flags.has('c');
  const limit = Number(values.get('m') ?? Number.POSITIVE_INFINITY);
  const after = Number(values.get('A') ?? values.get('C') ?? 0);
  const before = Number(values.get('B') ?? values.get('C') ?? 0);
  const kept: [number, string][] = [];
  let number = 0;
  let count = 0;
  let trailing = 0;
  let lastShown = 0;
  const show = async (at: number, text: string, mark: string) => {
    if ((before > 0 || after > 0) && lastShown > 0 && at > lastShown + 1) await print(sys, '--\n');
    lastShown = at;
    await print(sys, `${mark === ':' ? prefix : prefix.replace(/:$/, '-')}${flags.has('n') ? `${at}${mark}` : ''}${text}\n`);
  };
  for await (const line of linesOf(sys, fd)) {
    number++;
    regExp.lastIndex = 0;
    const hit = regExp.test(line) !== flags.has('v');
    if (!hit) {
      if (trailing > 0 && !quiet) {
        trailing--;
        await show(number, line, '-');
      } else if (before > 0) {
        kept.push([number, line]);
        if (kept.length > before) kept.shift();
      }
      continue;
    }
    count++;
    if (flags.has('q')) return count;
    if (!quiet) {
      for (const [at, text] of kept.splice(0)) await show(at, text, '-');
      regExp.lastIndex = 0;
      if (flags.has('o') && !flags.has('v')) for (const [match] of line.matchAll(regExp)) await show(number, match, ':');
      else await show(number, line, ':');
      trailing = after;
    }
    if (count >= limit) return count;
  }
  return count;
}

function below(sys: Sys, path: string): string[] {
  if (sys.lstat(path).type !== 'directory') return [path];
  return sys
    .list(path)
    .flatMap(({ name, type }) =>
      type === 'file' || type === 'directory' ? below(sys, path === '/' ? `/${name}` : `${path}/${name}`) : [],
    );
}
