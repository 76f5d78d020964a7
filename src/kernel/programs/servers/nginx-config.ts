import { attempt } from '../../errno.ts';
import type { Sys } from '../../process/sys.ts';
import { glob } from '../../sh/glob.ts';

/** A directive of nginx's configuration: its words, and what is in its braces. */
export interface Directive {
  readonly words: readonly string[];
  readonly block: readonly Directive[];
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws ConfigError in nginx's words */
export function parseConfig(text: string, file: string): Directive[] {
  const tokens = [...text.matchAll(/\s+|#[^\n]*|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([{};])|((?:[^\s{};"'$]|\$\{\w+\}|\$)+)/g)];
  let at = 0;
  const directives = (inner: boolean): Directive[] => {
    const found: Directive[] = [];
    let words: string[] = [];
    for (; at < tokens.length; ) {
      const [, double, single, mark, word] = tokens[at++] as RegExpExecArray;
      if (mark === ';') {
        if (words.length > 0) found.push({ words, block: [] });
        words = [];
      } else if (mark === '{') {
        found.push({ words, block: directives(true) });
        words = [];
      } else if (mark === '}') {
        if (inner) return found;
        throw new ConfigError(`unexpected "}" in ${file}:${lineOf(at)}`);
      } else if (double !== undefined || single !== undefined || word !== undefined) words.push((double ?? single ?? word) as string);
    }
    if (inner || words.length > 0) throw new ConfigError(`unexpected end of file, expecting ";" or "}" in ${file}:${lineOf(at)}`);
    return found;
  };
  const lineOf = (index: number) => text.slice(0, tokens[Math.max(0, index - 1)]?.index).split('\n').length;
  return directives(false);
}

/** Reads a configuration file and all that it includes. @throws ConfigError */
export function readConfig(sys: Sys, file: string): Directive[] {
  const bytes = attempt(() => sys.fileBytes(file));
  if ('error' in bytes || !bytes.value) throw new ConfigError(`open() "${file}" failed (2: No such file or directory)`);
  return include(sys, parseConfig(new TextDecoder().decode(bytes.value), file));
}

function include(sys: Sys, directives: readonly Directive[]): Directive[] {
  return directives.flatMap((one) => {
    if (one.words[0] !== 'include') return [{ words: one.words, block: include(sys, one.block) }];
    const path = (one.words[1] ?? '').startsWith('/') ? (one.words[1] as string) : `/etc/nginx/${one.words[1]}`;
    const files = /[*?[]/.test(path) ? glob(sys, [{ text: path, quoted: false }]) : [path];
    return files.flatMap((file) => readConfig(sys, file));
  });
}

export const find = (directives: readonly Directive[], name: string): Directive | undefined =>
  directives.find((one) => one.words[0] === name);
export const all = (directives: readonly Directive[], name: string): Directive[] => directives.filter((one) => one.words[0] === name);
/** A directive's first argument. */
export const value = (directives: readonly Directive[], name: string): string | undefined => find(directives, name)?.words[1];
