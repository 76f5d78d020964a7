const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

function escapeRune(rune: string): string {
  const known = ESCAPES[rune];
  if (known) return known;
  const code = rune.codePointAt(0) as number;
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  if (/[\p{Zs}\p{C}]/u.test(rune) && rune !== ' ') return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  return rune;
}

/** Go's %q: a double-quoted string with everything unprintable escaped (strconv.Quote). */
export const quote = (text: string): string => `"${Array.from(text, escapeRune).join('')}"`;
