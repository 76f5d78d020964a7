const classes: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-/:-@\\[-`{-~',
  xdigit: '0-9a-fA-F',
  print: ' -~',
  cntrl: '\\x00-\\x1f',
};

/** A POSIX regular expression as JavaScript writes it. Basic ones escape what extended ones do not. */
export function toRegExp(pattern: string, { extended = false, ignoreCase = false, global = false } = {}): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] as string;
    const next = pattern[i + 1];
    if (char === '[') {
      const set = bracket(pattern, i);
      source += set.source;
      i = set.end;
    } else if (char === '\\' && next !== undefined) {
      i++;
      if ('(){}|+?'.includes(next)) source += extended ? `\\${next}` : next;
      else if (next === '<' || next === '>') source += '\\b';
      else if (/[1-9bBwWsSntr]/.test(next)) source += `\\${next}`;
      else source += /[A-Za-z]/.test(next) ? next : `\\${next}`;
    } else if ('(){}|+?'.includes(char)) source += extended ? char : `\\${char}`;
    // In a basic expression a star with nothing before it means itself.
    else if (char === '*' && !extended && (source === '' || source === '^' || source.endsWith('(') || source.endsWith('|')))
      source += '\\*';
    else if (char === '^' && !extended && i > 0 && !pattern.slice(0, i).endsWith('\\(') && !pattern.slice(0, i).endsWith('\\|'))
      source += '\\^';
    else if (char === '$' && !extended && i < pattern.length - 1 && !/^(\\\)|\\\|)/.test(pattern.slice(i + 1))) source += '\\$';
    else source += char;
  }
  return new RegExp(source, (ignoreCase ? 'i' : '') + (global ? 'g' : ''));
}

function bracket(pattern: string, start: number): { source: string; end: number } {
  let i = start + 1;
  let source = '[';
  if (pattern[i] === '^') {
    source += '^';
    i++;
  }
  for (const first = i; i < pattern.length; i++) {
    const char = pattern[i] as string;
    if (char === ']' && i > first) return { source: `${source}]`, end: i };
    const named = /^\[:(\w+):\]/.exec(pattern.slice(i));
    if (named) {
      source += classes[named[1] as string] ?? '';
      i += named[0].length - 1;
    } else source += /[\\\]^[]/.test(char) ? `\\${char}` : char;
  }
  return { source: '\\[', end: start };
}

export const escapeText = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
