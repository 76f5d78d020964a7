/** What a letter after a backslash stands for. */
export const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Replaces backslash escapes; `stop` is true after `\c`. */
export function unescape(text: string, octalNeedsZero: boolean): { text: string; stop: boolean } {
  let stop = false;
  const octal = octalNeedsZero ? /0([0-7]{0,3})/ : /0?([0-7]{1,3})/;
  const pattern = new RegExp(`\\\\(?:${octal.source}|x([0-9a-fA-F]{1,2})|(.))`, 'gs');
  const cut = /(?:^|[^\\])(?:\\\\)*\\c/.exec(text);
  const body = cut ? text.slice(0, cut.index + cut[0].length - 2) : text;
  if (cut) stop = true;
  const replaced = body.replace(pattern, (whole, oct: string | undefined, hex: string | undefined, char: string | undefined) => {
    if (oct !== undefined) return String.fromCharCode(Number.parseInt(oct || '0', 8) & 0xff);
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return (char !== undefined && escapes[char]) || whole;
  });
  return { text: replaced, stop };
}

/** What `echo` prints: options -n, -e and -E first, as in busybox. */
export function echoText(words: readonly string[]): string {
  const rest = [...words];
  let newline = true;
  let escaped = false;
  while (/^-[neE]+$/.test(rest[0] ?? '')) {
    const option = rest.shift() as string;
    if (option.includes('n')) newline = false;
    if (/[eE]/.test(option)) escaped = option.lastIndexOf('e') > option.lastIndexOf('E');
  }
  const text = rest.join(' ');
  if (!escaped) return text + (newline ? '\n' : '');
  const { text: done, stop } = unescape(text, true);
  return done + (newline && !stop ? '\n' : '');
}
