import { toRegExp } from './regexp.ts';

export type Address = number | '$' | RegExp;

export interface SedCommand {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly not: boolean;
  readonly name: string;
  readonly text?: string;
  readonly prints?: boolean;
  readonly substitute?: (text: string) => string;
  readonly group?: readonly SedCommand[];
}

export class SedError extends Error {
  override readonly name = 'SedError';
}

/** @throws SedError */
export function parseSed(script: string, extended: boolean): SedCommand[] {
  return new Parser(script, extended).commands(false);
}

class Parser {
  #at = 0;
  constructor(
    private readonly text: string,
    private readonly extended: boolean,
  ) {}

  commands(inGroup: boolean): SedCommand[] {
    const found: SedCommand[] = [];
    for (;;) {
      this.#match(/[\s;]*/y);
      if (this.#at >= this.text.length) {
        if (inGroup) throw new SedError("unmatched '{'");
        return found;
      }
      if (this.text[this.#at] === '}') {
        this.#at++;
        return found;
      }
      found.push(this.#command());
    }
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.text)?.[0] ?? '';
    this.#at += text.length;
    return text;
  }

  #address(): Address | undefined {
    const number = this.#match(/\d+/y);
    if (number) return Number(number);
    if (this.#match(/\$/y)) return '$';
    if (this.#match(/\//y)) {
      const pattern = this.#until('/');
      return toRegExp(pattern, { extended: this.extended, ignoreCase: this.#match(/I/y) !== '' });
    }
    return undefined;
  }

  /** Up to the delimiter, whose escaped form stands for itself. */
  #until(delimiter: string): string {
    let text = '';
    for (let inSet = false; this.#at < this.text.length; this.#at++) {
      const char = this.text[this.#at] as string;
      if (char === '\\') {
        const next = this.text[++this.#at] ?? '';
        text += next === delimiter ? next : `\\${next}`;
        continue;
      }
      if (char === delimiter && !inSet) {
        this.#at++;
        return text;
      }
      if (char === '[') inSet = this.text.indexOf(']', this.#at) > 0 && delimiter !== '[';
      if (char === ']') inSet = false;
      text += char;
    }
    throw new SedError(`unmatched '${delimiter}'`);
  }

  #command(): SedCommand {
    const from = this.#address();
    const to = this.#match(/\s*,\s*/y) ? this.#address() : undefined;
    const not = this.#match(/\s*!\s*/y) !== '';
    this.#match(/\s*/y);
    const name = this.text[this.#at++] ?? '';
    const base = { from, to, not, name };
    if (name === '{') return { ...base, group: this.commands(true) };
    if (name === 's') return { ...base, ...this.#substitution() };
    if (name === 'y') return { ...base, substitute: this.#transliteration() };
    if ('aic'.includes(name) && name) {
      const text = this.#match(/[^\n]*(?:\\\n[^\n]*)*/y)
        .replace(/^\s*(?:\\\n?)?\s*/, '')
        .replaceAll('\\\n', '\n');
      return { ...base, text };
    }
    if ('dpqn=N hHgGx'.includes(name) && name.trim()) return base;
    throw new SedError(`unsupported command ${name}`);
  }

  #substitution(): Pick<SedCommand, 'substitute' | 'prints'> {
    const delimiter = this.text[this.#at++] ?? '';
    const pattern = this.#until(delimiter);
    const replacement = this.#until(delimiter);
    const flags = this.#match(/[gpiIe\d]*/y);
    const regExp = toRegExp(pattern, { extended: this.extended, ignoreCase: /i/i.test(flags), global: true });
    const nth = Number(/\d+/.exec(flags)?.[0] ?? 1);
    const all = flags.includes('g');
    const substitute = (text: string) => {
      let count = 0;
      return text.replace(regExp, (...found) => {
        count++;
        return count < nth || (count > nth && !all) ? found[0] : fill(replacement, found);
      });
    };
    return { substitute, prints: flags.includes('p') };
  }

  #transliteration(): (text: string) => string {
    const delimiter = this.text[this.#at++] ?? '';
    const from = [...this.#until(delimiter)];
    const to = [...this.#until(delimiter)];
    return (text) => [...text].map((char) => to[from.indexOf(char)] ?? char).join('');
  }
}

const fill = (replacement: string, found: readonly (string | number)[]) =>
  replacement.replace(/\\([\s\S])|&/g, (whole, escaped: string | undefined) => {
    if (whole === '&') return String(found[0]);
    if (escaped && /\d/.test(escaped)) return String(found[Number(escaped)] ?? '');
    return escaped === 'n' ? '\n' : escaped === 't' ? '\t' : (escaped ?? '');
  });
