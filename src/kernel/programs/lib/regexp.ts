import { readBracket } from './bracket.ts';

/** A pattern that is none. The reasons are those of the C library (`regerror`), as far as they are told apart here. */
export class BadRegExp extends Error {
  override readonly name = 'BadRegExp';
  constructor(
    readonly pattern: string,
    readonly reason: string,
  ) {
    super(`bad regex '${pattern}': ${reason}`);
  }
}

/** A POSIX regular expression as JavaScript writes it. Basic ones escape what extended ones do not. @throws BadRegExp */
export function toRegExp(pattern: string, { extended = false, ignoreCase = false, global = false } = {}): RegExp {
  let source = '';
  let open = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] as string;
    const next = pattern[i + 1];
    if (char === '[') {
      const set = readBracket(pattern, i, '^');
      if (!set) throw new BadRegExp(pattern, 'Unmatched [, [^, [:, [., or [=');
      if (set.hasBadRange) throw new BadRegExp(pattern, 'Invalid range end');
      source += set.source;
      i = set.end;
    } else if (char === '\\') {
      if (next === undefined) throw new BadRegExp(pattern, 'Trailing backslash');
      i++;
      if (!extended && next === '(') open++;
      if (!extended && next === ')' && open-- === 0) throw new BadRegExp(pattern, 'Unmatched ) or \\)');
      if ('(){}|+?'.includes(next)) source += extended ? `\\${next}` : next;
      else if (next === '<' || next === '>') source += '\\b';
      else if (/[1-9bBwWsSntr]/.test(next)) source += `\\${next}`;
      else source += /[A-Za-z]/.test(next) ? next : `\\${next}`;
    } else if (extended && char === ')' && open === 0) source += '\\)';
    else if ('(){}|+?'.includes(char)) {
      if (extended && char === '(') open++;
      if (extended && char === ')') open--;
      source += extended ? char : `\\${char}`;
    }
    // In a basic expression a star with nothing before it means itself.
    else if (char === '*' && !extended && (source === '' || source === '^' || source.endsWith('(') || source.endsWith('|')))
      source += '\\*';
    else if (char === '^' && !extended && i > 0 && !pattern.slice(0, i).endsWith('\\(') && !pattern.slice(0, i).endsWith('\\|'))
      source += '\\^';
    else if (char === '$' && !extended && i < pattern.length - 1 && !/^(\\\)|\\\|)/.test(pattern.slice(i + 1))) source += '\\$';
    else source += char;
  }
  if (open > 0) throw new BadRegExp(pattern, 'Unmatched ( or \\(');
  try {
    return new RegExp(source, (ignoreCase ? 'i' : '') + (global ? 'g' : ''));
  } catch {
    throw new BadRegExp(pattern, 'Invalid preceding regular expression');
  }
}

export const escapeText = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
