import { toRegExp } from './regexp.ts';

export type Expression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'regexp'; readonly value: RegExp }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'element'; readonly name: string; readonly keys: readonly Expression[] }
  | { readonly type: 'field'; readonly at: Expression }
  | { readonly type: 'assign'; readonly operator: string; readonly to: Expression; readonly value: Expression }
  | { readonly type: 'step'; readonly by: number; readonly prefix: boolean; readonly to: Expression }
  | { readonly type: 'unary'; readonly operator: string; readonly value: Expression }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'condition'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly type: 'in'; readonly keys: readonly Expression[]; readonly name: string }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] };

export type Statement =
  | { readonly type: 'expression'; readonly value: Expression }
  | { readonly type: 'print'; readonly format: boolean; readonly args: readonly Expression[] }
  | { readonly type: 'block'; readonly body: readonly Statement[] }
  | { readonly type: 'if'; readonly test: Expression; readonly yes: Statement; readonly no: Statement | undefined }
  | { readonly type: 'while'; readonly test: Expression; readonly body: Statement; readonly first: boolean }
  | {
      readonly type: 'for';
      readonly start: Statement | undefined;
      readonly test: Expression | undefined;
      readonly step: Statement | undefined;
      readonly body: Statement;
    }
  | { readonly type: 'each'; readonly name: string; readonly array: string; readonly body: Statement }
  | { readonly type: 'delete'; readonly name: string; readonly keys: readonly Expression[] }
  | { readonly type: 'leave'; readonly kind: 'next' | 'break' | 'continue' | 'exit'; readonly status: Expression | undefined };

export interface Rule {
  readonly when: 'BEGIN' | 'END' | { readonly from: Expression | undefined; readonly to: Expression | undefined };
  readonly body: Statement | undefined;
}

export class AwkSyntax extends Error {
  override readonly name = 'AwkSyntax';
}

interface Token {
  readonly kind: 'number' | 'string' | 'regexp' | 'name' | 'call' | 'operator' | 'newline' | 'end';
  readonly text: string;
}

const lexeme =
  /[ \t\r]+|\\\n|#[^\n]*|(?<newline>\n|;)|(?<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|"(?<string>(?:[^"\\]|\\[\s\S])*)"|(?<call>[A-Za-z_]\w*(?=\())|(?<name>[A-Za-z_]\w*)|(?<operator>\|\||&&|\+\+|--|[-+*/%^]=|[<>=!]=|!~|[-+*/%^<>=!~?:,(){}[\]$|])/y;
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', '/': '/', a: '\x07' };
const unescape = (text: string) => text.replace(/\\([\s\S])/g, (whole, char: string) => escapes[char] ?? whole);
const builtinsWithoutParentheses = new Set(['length']);

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  lexeme.lastIndex = 0;
  for (let at = 0; at < text.length; at = lexeme.lastIndex) {
    const last = tokens.at(-1);
    const startsOperand = !last || last.kind === 'newline' || (last.kind === 'operator' && !/^[)\]$]$|^\+\+$|^--$/.test(last.text));
    if (text[at] === '/' && startsOperand) {
      const found = /\/((?:[^/\\\n[]|\\.|\[(?:[^\]\\]|\\.)*\])*)\//y;
      found.lastIndex = at;
      const match = found.exec(text);
      if (!match) throw new AwkSyntax('unterminated regular expression');
      tokens.push({ kind: 'regexp', text: match[1] as string });
      lexeme.lastIndex = found.lastIndex;
      continue;
    }
    lexeme.lastIndex = at;
    const groups = lexeme.exec(text)?.groups;
    if (!groups) throw new AwkSyntax(`unexpected character '${text[at]}'`);
    for (const kind of ['newline', 'number', 'string', 'call', 'name', 'operator'] as const) {
      const found = groups[kind];
      if (found !== undefined) tokens.push({ kind, text: kind === 'string' ? unescape(found) : found });
    }
  }
  return tokens;
}

/** @throws AwkSyntax */
export function parseAwk(source: string): Rule[] {
  return new Parser(tokenize(source)).rules();
}

const binaryLevels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['~', '!~'],
  ['<', '<=', '==', '!=', '>', '>='],
  [' '],
  ['+', '-'],
  ['*', '/', '%'],
];
const assignments = ['=', '+=', '-=', '*=', '/=', '%=', '^='];

class Parser {
  #at = 0;
  /** Inside `print`'s arguments a `>` is no comparison. */
  #noGreater = false;
  #noIn = false;

  constructor(private readonly tokens: readonly Token[]) {}

  get #next(): Token {
    return this.tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #is(text: string): boolean {
    const { kind } = this.#next;
    return (kind === 'operator' || kind === 'name' || kind === 'call') && this.#next.text === text;
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #need(text: string): void {
    if (!this.#take(text)) throw new AwkSyntax(`unexpected token '${this.#next.text}'`);
  }

  #newlines(): void {
    while (this.#next.kind === 'newline') this.#at++;
  }

  rules(): Rule[] {
    const rules: Rule[] = [];
    for (this.#newlines(); this.#next.kind !== 'end'; this.#newlines()) {
      const special = this.#is('BEGIN') ? 'BEGIN' : this.#is('END') ? 'END' : undefined;
      if (special) this.#at++;
      const from = special || this.#is('{') ? undefined : this.#expression();
      const to = this.#take(',') ? this.#expression() : undefined;
      rules.push({ when: special ?? { from, to }, body: this.#is('{') ? this.#block() : undefined });
    }
    return rules;
  }

  #block(): Statement {
    this.#need('{');
    const body: Statement[] = [];
    for (this.#newlines(); !this.#take('}'); this.#newlines()) body.push(this.#statement());
    return { type: 'block', body };
  }

  #body(): Statement {
    this.#newlines();
    return this.#statement();
  }

  #statement(): Statement {
    if (this.#is('{')) return this.#block();
    if (this.#take('if')) {
      const test = this.#parenthesized();
      const yes = this.#body();
      const mark = this.#at;
      this.#newlines();
      if (this.#take('else')) return { type: 'if', test, yes, no: this.#body() };
      this.#at = mark;
      return { type: 'if', test, yes, no: undefined };
    }
    if (this.#take('while')) return { type: 'while', test: this.#parenthesized(), body: this.#body(), first: true };
    if (this.#take('do')) {
      const body = this.#body();
      this.#newlines();
      this.#need('while');
      return { type: 'while', test: this.#parenthesized(), body, first: false };
    }
    if (this.#take('for')) return this.#for();
    return this.#simple();
  }

  #parenthesized(): Expression {
    this.#need('(');
    const value = this.#expression();
    this.#need(')');
    return value;
  }

  #for(): Statement {
    this.#need('(');
    const [name, word, array] = [this.#next, this.tokens[this.#at + 1], this.tokens[this.#at + 2]];
    if (name.kind === 'name' && word?.text === 'in' && array && this.tokens[this.#at + 3]?.text === ')') {
      this.#at += 4;
      return { type: 'each', name: name.text, array: array.text, body: this.#body() };
    }
    const part = () => (this.#next.kind === 'newline' || this.#is(')') ? undefined : this.#simple());
    const start = part();
    this.#semicolon();
    const test = this.#next.kind === 'newline' ? undefined : this.#expression();
    this.#semicolon();
    const step = part();
    this.#need(')');
    return { type: 'for', start, test, step, body: this.#body() };
  }

  #semicolon(): void {
    if (this.#next.kind !== 'newline') throw new AwkSyntax(`unexpected token '${this.#next.text}'`);
    this.#at++;
  }

  #simple(): Statement {
    const isEnd = () => this.#next.kind === 'newline' || this.#next.kind === 'end' || this.#is('}');
    for (const kind of ['next', 'break', 'continue', 'exit'] as const) {
      if (this.#take(kind)) return { type: 'leave', kind, status: kind === 'exit' && !isEnd() ? this.#expression() : undefined };
    }
    if (this.#take('delete')) {
      const name = this.#next.text;
      this.#at++;
      return { type: 'delete', name, keys: this.#take('[') ? this.#list(']') : [] };
    }
    const format = this.#is('printf');
    if (!format && !this.#is('print')) return { type: 'expression', value: this.#expression() };
    this.#at++;
    this.#noGreater = true;
    const grouped = this.#is('(') && this.#closesStatement();
    if (grouped) this.#at++;
    const args: Expression[] = [];
    while (!isEnd() && !this.#is('>') && !this.#is('|') && !this.#is(')')) {
      args.push(this.#expression());
      if (!this.#take(',')) break;
      this.#newlines();
    }
    if (grouped) this.#need(')');
    this.#noGreater = false;
    if (this.#is('>') || this.#is('|')) throw new AwkSyntax('output redirection is not modelled');
    return { type: 'print', format, args };
  }

  /** Whether the parenthesis here is closed where the statement ends: `print(a, b)`. */
  #closesStatement(): boolean {
    let depth = 0;
    for (let at = this.#at; at < this.tokens.length; at++) {
      const { text, kind } = this.tokens[at] as Token;
      if (kind !== 'operator') continue;
      if (text === '(') depth++;
      if (text === ')' && --depth === 0) {
        const after = this.tokens[at + 1];
        return !after || after.kind === 'newline' || after.text === '}';
      }
    }
    return false;
  }

  #list(end: string): Expression[] {
    const items: Expression[] = [];
    while (!this.#take(end)) {
      items.push(this.#expression());
      if (!this.#is(end)) this.#need(',');
    }
    return items;
  }

  #expression(): Expression {
    const left = this.#conditional();
    const operator = this.#next.kind === 'operator' ? this.#next.text : '';
    if (!assignments.includes(operator) || !['variable', 'field', 'element'].includes(left.type)) return left;
    this.#at++;
    return { type: 'assign', operator, to: left, value: this.#expression() };
  }

  #conditional(): Expression {
    const test = this.#binary(0);
    if (!this.#take('?')) return test;
    const yes = this.#expression();
    this.#need(':');
    return { type: 'condition', test, yes, no: this.#expression() };
  }

  #binary(level: number): Expression {
    const operators = binaryLevels[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const { kind, text } = this.#next;
      if (level === 2 && this.#is('in') && !this.#noIn) {
        this.#at++;
        left = { type: 'in', keys: [left], name: this.#next.text };
        this.#at++;
        continue;
      }
      const joins = operators[0] === ' ';
      if (joins ? !this.#startsOperand() : kind !== 'operator' || !operators.includes(text) || (text === '>' && this.#noGreater))
        return left;
      if (!joins) this.#at++;
      this.#newlinesAfter(text);
      left = { type: 'binary', operator: joins ? ' ' : text, left, right: this.#binary(level + 1) };
    }
  }

  #newlinesAfter(operator: string): void {
    if (operator === '&&' || operator === '||') this.#newlines();
  }

  #startsOperand(): boolean {
    const { kind, text } = this.#next;
    if (kind === 'number' || kind === 'string' || kind === 'call') return true;
    if (kind === 'name') return text !== 'in';
    return kind === 'operator' && ['$', '!', '(', '-', '+', '++', '--'].includes(text) && text !== '-' && text !== '+';
  }

  #unary(): Expression {
    for (const operator of ['!', '-', '+']) if (this.#take(operator)) return { type: 'unary', operator, value: this.#unary() };
    const base = this.#postfix();
    return this.#take('^') ? { type: 'binary', operator: '^', left: base, right: this.#unary() } : base;
  }

  #postfix(): Expression {
    for (const [operator, by] of [
      ['++', 1],
      ['--', -1],
    ] as const)
      if (this.#take(operator)) return { type: 'step', by, prefix: true, to: this.#postfix() };
    const value = this.#primary();
    if (!['variable', 'field', 'element'].includes(value.type)) return value;
    if (this.#take('++')) return { type: 'step', by: 1, prefix: false, to: value };
    return this.#take('--') ? { type: 'step', by: -1, prefix: false, to: value } : value;
  }

  #primary(): Expression {
    const { kind, text } = this.#next;
    this.#at++;
    if (kind === 'number') return { type: 'number', value: Number(text) };
    if (kind === 'string') return { type: 'string', value: text };
    if (kind === 'regexp') return { type: 'regexp', value: toRegExp(text, { extended: true }) };
    if (kind === 'call') {
      this.#need('(');
      const noGreater = this.#noGreater;
      this.#noGreater = false;
      const args = this.#list(')');
      this.#noGreater = noGreater;
      return { type: 'call', name: text, args };
    }
    if (kind === 'name' && builtinsWithoutParentheses.has(text)) return { type: 'call', name: text, args: [] };
    if (kind === 'name') return this.#take('[') ? { type: 'element', name: text, keys: this.#list(']') } : { type: 'variable', name: text };
    if (text === '$') return { type: 'field', at: this.#postfixOperand() };
    if (text !== '(') throw new AwkSyntax(kind === 'end' ? 'unexpected end of file' : `unexpected token '${text}'`);
    const noGreater = this.#noGreater;
    this.#noGreater = false;
    const items = this.#list(')');
    this.#noGreater = noGreater;
    if (items.length > 1) {
      this.#need('in');
      const name = this.#next.text;
      this.#at++;
      return { type: 'in', keys: items, name };
    }
    return items[0] as Expression;
  }

  /** What `$` applies to: it binds tighter than anything but `++` before it. */
  #postfixOperand(): Expression {
    if (this.#take('-')) return { type: 'unary', operator: '-', value: this.#primary() };
    for (const [operator, by] of [
      ['++', 1],
      ['--', -1],
    ] as const)
      if (this.#take(operator)) return { type: 'step', by, prefix: true, to: this.#primary() };
    return this.#primary();
  }
}
