import { readBracket } from '../programs/lib/bracket.ts';

/** A piece of text in which `*`, `?` and `[` mean themselves when it was quoted. */
export interface Segment {
  readonly text: string;
  readonly quoted: boolean;
}

const special = /[\\^$.*+?()[\]{}|/-]/g;
export const escapeRegExp = (text: string): string => text.replace(special, '\\$&');

/** The regular expression (without anchors) for a shell pattern. `path` lets no wildcard match a slash. */
export function patternSource(segments: readonly Segment[], { path = false, lazy = false } = {}): string {
  const any = path ? '[^/]' : '[\\s\\S]';
  let source = '';
  for (const { text, quoted } of segments) {
    if (quoted) source += escapeRegExp(text);
    else source += unquotedSource(text, any, lazy);
  }
  return source;
}

function unquotedSource(text: string, any: string, lazy: boolean): string {
  let source = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '*') source += `${any}*${lazy ? '?' : ''}`;
    else if (char === '?') source += any;
    else if (char === '\\' && i + 1 < text.length) source += escapeRegExp(text[++i] as string);
    else if (char === '[') {
      const set = readBracket(text, i, '!^');
      if (set) {
        source += set.source;
        i = set.end;
      } else source += '\\[';
    } else source += escapeRegExp(char);
  }
  return source;
}

const cache = new Map<string, RegExp>();

/** A whole-text match of a pattern. */
export function patternRegExp(segments: readonly Segment[], options?: { path?: boolean }): RegExp {
  const source = `^(?:${patternSource(segments, options)})$`;
  let found = cache.get(source);
  if (!found) {
    if (cache.size > 500) cache.clear();
    found = new RegExp(source);
    cache.set(source, found);
  }
  return found;
}

export const matches = (segments: readonly Segment[], text: string): boolean => patternRegExp(segments).test(text);

/** What `${x#…}` and `${x%…}` leave of a text. */
export function strip(text: string, segments: readonly Segment[], operator: string): string {
  const longest = operator.length === 2;
  const regExp = patternRegExp(segments);
  const lengths = Array.from({ length: text.length + 1 }, (_, i) => (longest ? text.length - i : i));
  for (const length of lengths) {
    const prefix = operator.startsWith('#');
    const piece = prefix ? text.slice(0, length) : text.slice(text.length - length);
    if (regExp.test(piece)) return prefix ? text.slice(length) : text.slice(0, text.length - length);
  }
  return text;
}
