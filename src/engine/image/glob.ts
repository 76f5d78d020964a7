/** Go's `path.Match`: `*` and `?` stop at slashes; undefined for a pattern that is malformed. */
export function globMatches(pattern: string, text: string): boolean | undefined {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] as string;
    if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '\\') {
      if (i + 1 === pattern.length) return undefined;
      source += literal(pattern[++i] as string);
    } else if (char === '[') {
      const end = pattern.indexOf(']', i + 2);
      if (end < 0) return undefined;
      const body = pattern.slice(i + 1, end);
      source += `(?!/)[${body.startsWith('^') ? '^' : ''}${body.replace(/^\^/, '').replace(/[[\]]/g, '\\$&')}]`;
      i = end;
    } else source += literal(char);
  }
  return new RegExp(`^${source}$`, 's').test(text);
}

const literal = (char: string) => char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
