/** The tokens of Go's text/template (text/template/parse lex.go). */
export type TokenType =
  | 'text'
  | 'left'
  | 'right'
  | 'field'
  | 'dot'
  | 'identifier'
  | 'variable'
  | 'number'
  | 'char'
  | 'string'
  | 'raw'
  | 'space'
  | 'pipe'
  | 'declare'
  | 'assign'
  | 'comma'
  | 'punctuation'
  | '('
  | ')'
  | 'eof'
  | 'error';

export interface Token {
  readonly type: TokenType;
  readonly text: string;
  /** Where it begins in the template. */
  readonly at: number;
}

const isWord = (char: string) => /[\p{L}\p{Nd}_]/u.test(char);
const isSpace = (char: string) => char === ' ' || char === '\t' || char === '\r' || char === '\n';

/** Cuts a template into tokens. What cannot be read is a last token of type `error`, met when the parser comes to it. */
export function lex(source: string): Token[] {
  const tokens: Token[] = [];
  const push = (type: TokenType, at: number, end: number) => tokens.push({ type, text: source.slice(at, end), at });
  const fail = (at: number, text: string) => {
    tokens.push({ type: 'error', text, at });
    return tokens;
  };
  let at = 0;
  let trimNext = false;
  for (;;) {
    const open = source.indexOf('{{', at);
    let text = source.slice(at, open < 0 ? undefined : open);
    let textAt = at;
    if (trimNext) {
      const trimmed = text.replace(/^[ \t\r\n]+/, '');
      textAt += text.length - trimmed.length;
      text = trimmed;
    }
    const trimBefore = open >= 0 && source[open + 2] === '-' && isSpace(source.charAt(open + 3));
    if (trimBefore) text = text.replace(/[ \t\r\n]+$/, '');
    if (text) tokens.push({ type: 'text', text, at: textAt });
    if (open < 0) break;
    at = open + 2 + (trimBefore ? 2 : 0);
    if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at);
      if (end < 0) return fail(open, 'unclosed comment');
      const close = /^( -)?}}/.exec(source.slice(end + 2).replace(/^[\t\r\n]-/, ' -'));
      if (!close) return fail(open, 'comment ends before closing delimiter');
      trimNext = close[1] !== undefined;
      at = end + 2 + close[0].length;
      continue;
    }
    push('left', open, open + 2);
    const end = lexAction(source, at, push);
    if (typeof end === 'string') return fail(source.length, end);
    trimNext = end.trim;
    at = end.at;
  }
  push('eof', source.length, source.length);
  return tokens;
}

/** The tokens between the braces. Gives where the action ends, or what is wrong with it. */
function lexAction(
  source: string,
  start: number,
  push: (type: TokenType, at: number, end: number) => void,
): { at: number; trim: boolean } | string {
  let at = start;
  let depth = 0;
  for (;;) {
    const rest = source.slice(at);
    const trim = /^[ \t\r\n]-}}/.test(rest);
    if (trim || rest.startsWith('}}')) {
      if (depth > 0) return 'unclosed left paren';
      const end = at + (trim ? 4 : 2);
      push('right', at, end);
      return { at: end, trim };
    }
    const char = source.charAt(at);
    if (char === '') return 'unclosed action';
    const from = at;
    if (isSpace(char)) {
      while (isSpace(source.charAt(at)) && !/^[ \t\r\n]-}}/.test(source.slice(at))) at++;
      push('space', from, at);
    } else if (char === '"' || char === '`' || char === "'") {
      const ended = lexQuoted(source, at, char);
      if (ended < 0) return char === "'" ? 'unterminated character constant' : `unterminated ${char === '`' ? 'raw ' : ''}quoted string`;
      at = ended;
      push(char === '"' ? 'string' : char === '`' ? 'raw' : 'char', from, at);
    } else if (rest.startsWith(':=')) {
      at += 2;
      push('declare', from, at);
    } else if (char === '=' || char === '|' || char === ',' || char === '(' || char === ')') {
      at++;
      if (char === '(') depth++;
      if (char === ')' && --depth < 0) return 'unexpected right paren';
      push(char === '=' ? 'assign' : char === '|' ? 'pipe' : char === ',' ? 'comma' : char, from, at);
    } else if (/^[+-]?[0-9]|^\.[0-9]/.test(rest)) {
      const number = /^[+-]?(0[xXbBoO])?[0-9a-fA-F_.]*([eEpP][+-]?[0-9]+)?i?/.exec(rest)?.[0] ?? '';
      at += number.length;
      if (isWord(source.charAt(at))) return `bad number syntax: ${JSON.stringify(source.slice(from, at + 1))}`;
      push('number', from, at);
    } else if (char === '.' || char === '$' || isWord(char)) {
      at++;
      while (isWord(source.charAt(at))) at++;
      const next = source.charAt(at);
      if (next !== '' && !isSpace(next) && !/[.,|:()=]/.test(next) && !source.startsWith('}}', at)) return `bad character ${unicode(next)}`;
      const bare = char === '.' && at === from + 1;
      push(bare ? 'dot' : char === '.' ? 'field' : char === '$' ? 'variable' : 'identifier', from, at);
    } else if (char === ':') return 'expected :=';
    else if (/[\x21-\x7e]/.test(char)) {
      at++;
      push('punctuation', from, at);
    } else return `unrecognized character in action: ${unicode(char)}`;
  }
}

const unicode = (char: string) => `U+${(char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')} '${char}'`;

function lexQuoted(source: string, start: number, quote: string): number {
  for (let at = start + 1; at < source.length; at++) {
    const char = source[at];
    if (char === '\\' && quote !== '`') at++;
    else if (char === '\n' && quote !== '`') return -1;
    else if (char === quote) return at + 1;
  }
  return -1;
}
