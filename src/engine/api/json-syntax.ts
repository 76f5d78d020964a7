/**
 * Why a text is not JSON, in the words of Go's encoding/json, which the daemon passes on:
 * `invalid character 'b' looking for beginning of object key string`, `unexpected EOF`.
 */
export class JsonSyntax extends Error {
  override readonly name = 'JsonSyntax';
}

/** Reads one JSON value from the start of `text`, and gives where it ends. @throws JsonSyntax */
export function scanJson(text: string): number {
  let at = 0;

  const quoted = (char: string) => {
    if (char === "'") return `'\\''`;
    if (char === '"') return `'"'`;
    const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
    return `'${escapes[char] ?? (char < ' ' ? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}` : char)}'`;
  };
  const fail = (context: string): never => {
    const char = text[at];
    throw new JsonSyntax(char === undefined ? 'unexpected EOF' : `invalid character ${quoted(char)} ${context}`);
  };
  const space = () => {
    while (' \t\r\n'.includes(text[at] || 'x')) at++;
  };

  function value(): void {
    space();
    const char = text[at];
    const word = ['true', 'false', 'null'].find(([first]) => first === char);
    if (char === '{') object();
    else if (char === '[') array();
    else if (char === '"') string();
    else if (char === '-' || isDigit(char)) number();
    else if (word) literal(word);
    else fail('looking for beginning of value');
  }
  function object(): void {
    at++;
    space();
    if (text[at] === '}') {
      at++;
      return;
    }
    for (;;) {
      space();
      if (text[at] !== '"') fail('looking for beginning of object key string');
      string();
      space();
      if (text[at] !== ':') fail('after object key');
      at++;
      value();
      space();
      if (text[at] === '}') break;
      if (text[at] !== ',') fail('after object key:value pair');
      at++;
    }
    at++;
  }
  function array(): void {
    at++;
    space();
    if (text[at] === ']') {
      at++;
      return;
    }
    for (;;) {
      value();
      space();
      if (text[at] === ']') break;
      if (text[at] !== ',') fail('after array element');
      at++;
    }
    at++;
  }
  function string(): void {
    at++;
    for (;;) {
      const char = text[at];
      if (char === undefined || char < ' ') fail('in string');
      at++;
      if (char === '"') return;
      if (char !== '\\') continue;
      if (text[at] === 'u') {
        for (let i = 1; i <= 4; i++) {
          at++;
          if (!/[0-9a-fA-F]/.test(text[at] ?? '')) fail('in \\u hexadecimal character escape');
        }
      } else if (!'"\\/bfnrt'.includes(text[at] || 'x')) fail('in string escape code');
      at++;
    }
  }
  function number(): void {
    if (text[at] === '-') at++;
    if (text[at] === '0') at++;
    else digits('in numeric literal');
    if (text[at] === '.') {
      at++;
      digits('after decimal point in numeric literal');
    }
    if (text[at] === 'e' || text[at] === 'E') {
      at++;
      if (text[at] === '+' || text[at] === '-') at++;
      digits('in exponent of numeric literal');
    }
  }
  function digits(context: string): void {
    if (!isDigit(text[at])) fail(context);
    while (isDigit(text[at])) at++;
  }
  function literal(word: string): void {
    for (const char of word) {
      if (text[at] !== char) fail(`in literal ${word} (expecting '${char}')`);
      at++;
    }
  }

  value();
  return at;
}

const isDigit = (char: string | undefined) => char !== undefined && char >= '0' && char <= '9';
