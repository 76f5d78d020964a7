import type { Expression, Rule, Statement } from './awk-parse.ts';
import { callFunction, compare, toNumber, toText, truth, type Value } from './awk-values.ts';
import { formatPrintf } from './printf.ts';
import { toRegExp } from './regexp.ts';

export class AwkError extends Error {
  override readonly name = 'AwkError';
}

class Left extends Error {
  constructor(readonly kind: 'next' | 'break' | 'continue' | 'exit') {
    super();
  }
}

/** Runs an awk program over lines. */
export class Awk {
  readonly #variables = new Map<string, Value>([
    ['FS', ' '],
    ['OFS', ' '],
    ['ORS', '\n'],
    ['NR', 0],
    ['NF', 0],
    ['FNR', 0],
    ['SUBSEP', '\x1c'],
    ['OFMT', '%.6g'],
  ]);
  readonly #arrays = new Map<string, Map<string, Value>>();
  readonly #active = new Set<Rule>();
  #fields: string[] = [''];
  exited = false;
  status = 0;

  constructor(
    private readonly rules: readonly Rule[],
    private readonly write: (text: string) => Promise<void>,
    env: Readonly<Record<string, string>>,
  ) {
    this.#arrays.set('ENVIRON', new Map(Object.entries(env)));
  }

  get readsInput(): boolean {
    return this.rules.some(({ when }) => when !== 'BEGIN');
  }

  set(name: string, value: Value): void {
    this.#variables.set(name, value);
  }

  async begin(): Promise<void> {
    for (const rule of this.rules) if (rule.when === 'BEGIN' && !this.exited) await this.#run(rule);
  }

  async end(): Promise<void> {
    if (this.exited) return;
    for (const rule of this.rules) if (rule.when === 'END') await this.#run(rule);
  }

  async line(text: string): Promise<void> {
    this.#setLine(text);
    for (const name of ['NR', 'FNR']) this.set(name, toNumber(this.#get(name)) + 1);
    try {
      for (const rule of this.rules) if (typeof rule.when === 'object' && (await this.#selects(rule, rule.when))) await this.#body(rule);
    } catch (error) {
      this.#caught(error, 'next');
    }
  }

  async #run(rule: Rule): Promise<void> {
    try {
      if (rule.body) await this.#statement(rule.body);
    } catch (error) {
      this.#caught(error, 'next');
    }
  }

  #caught(error: unknown, expected: Left['kind']): void {
    if (!(error instanceof Left)) throw error;
    if (error.kind === 'exit') this.exited = true;
    else if (error.kind !== expected) throw error;
  }

  async #selects(rule: Rule, { from, to }: { from: Expression | undefined; to: Expression | undefined }): Promise<boolean> {
    if (!from) return true;
    if (!to) return truth(this.#value(from));
    if (!this.#active.has(rule) && !truth(this.#value(from))) return false;
    this.#active.add(rule);
    if (truth(this.#value(to))) this.#active.delete(rule);
    return true;
  }

  #body(rule: Rule): Promise<void> {
    return rule.body ? this.#statement(rule.body) : this.write(`${this.#fields[0]}${toText(this.#get('ORS'))}`);
  }

  async #statement(statement: Statement): Promise<void> {
    switch (statement.type) {
      case 'block':
        for (const one of statement.body) await this.#statement(one);
        return;
      case 'expression':
        this.#value(statement.value);
        return;
      case 'print':
        return this.#print(statement.format, statement.args);
      case 'if':
        if (truth(this.#value(statement.test))) return this.#statement(statement.yes);
        return statement.no && this.#statement(statement.no);
      case 'while':
        return this.#loop(statement.test, statement.body, undefined, statement.first);
      case 'for':
        if (statement.start) await this.#statement(statement.start);
        return this.#loop(statement.test, statement.body, statement.step, true);
      case 'each':
        for (const key of [...this.#array(statement.array).keys()]) {
          this.set(statement.name, key);
          if (!(await this.#round(statement.body))) return;
        }
        return;
      case 'delete':
        if (statement.keys.length > 0) this.#array(statement.name).delete(this.#key(statement.keys));
        else this.#array(statement.name).clear();
        return;
      case 'leave':
        if (statement.status) this.status = toNumber(this.#value(statement.status)) & 0xff;
        throw new Left(statement.kind);
    }
  }

  async #loop(test: Expression | undefined, body: Statement, step: Statement | undefined, testFirst: boolean): Promise<void> {
    for (let first = !testFirst; first || !test || truth(this.#value(test)); first = false) {
      if (!(await this.#round(body))) return;
      if (step) await this.#statement(step);
    }
  }

  async #round(body: Statement): Promise<boolean> {
    try {
      await this.#statement(body);
      return true;
    } catch (error) {
      if (!(error instanceof Left) || (error.kind !== 'break' && error.kind !== 'continue')) throw error;
      return error.kind === 'continue';
    }
  }

  #print(format: boolean, args: readonly Expression[]): Promise<void> {
    const values = args.map((one) => toText(this.#value(one)));
    if (format) return this.write(formatPrintf((values[0] ?? '').replaceAll('\\', '\\\\'), values.slice(1)).text);
    const text = args.length === 0 ? this.#fields[0] : values.join(toText(this.#get('OFS')));
    return this.write(`${text}${toText(this.#get('ORS'))}`);
  }

  #get(name: string): Value {
    return this.#variables.get(name) ?? undefined;
  }

  #array(name: string): Map<string, Value> {
    const found = this.#arrays.get(name) ?? new Map<string, Value>();
    this.#arrays.set(name, found);
    return found;
  }

  #key(keys: readonly Expression[]): string {
    return keys.map((one) => toText(this.#value(one))).join(toText(this.#get('SUBSEP')));
  }

  #setLine(text: string): void {
    this.#fields = [text, ...this.#split(text, toText(this.#get('FS')))];
    this.set('NF', this.#fields.length - 1);
  }

  #split(text: string, separator: string): string[] {
    if (separator === ' ') return text.trim() === '' ? [] : text.trim().split(/[ \t\n]+/);
    if (text === '') return [];
    return text.split(separator.length === 1 ? separator : toRegExp(separator, { extended: true }));
  }

  #assign(to: Expression, value: Value): Value {
    if (to.type === 'variable') {
      this.set(to.name, value);
      if (to.name === 'NF') this.#rebuild(toNumber(value));
    } else if (to.type === 'element') this.#array(to.name).set(this.#key(to.keys), value);
    else if (to.type === 'field') {
      const at = toNumber(this.#value(to.at));
      if (at === 0) this.#setLine(toText(value));
      else {
        while (this.#fields.length <= at) this.#fields.push('');
        this.#fields[at] = toText(value);
        this.#rebuild(this.#fields.length - 1);
      }
    } else throw new AwkError('assignment to something that is no variable');
    return value;
  }

  #rebuild(count: number): void {
    const fields = Array.from({ length: count }, (_, i) => this.#fields[i + 1] ?? '');
    this.#fields = [fields.join(toText(this.#get('OFS'))), ...fields];
    this.set('NF', count);
  }

  #value(expression: Expression): Value {
    switch (expression.type) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regexp':
        return expression.value.test(this.#fields[0] ?? '') ? 1 : 0;
      case 'variable':
        return this.#get(expression.name);
      case 'element':
        return this.#array(expression.name).get(this.#key(expression.keys));
      case 'field': {
        const text = this.#fields[toNumber(this.#value(expression.at))];
        return text === undefined ? undefined : { text };
      }
      case 'assign': {
        const value = this.#value(expression.value);
        if (expression.operator === '=') return this.#assign(expression.to, value);
        return this.#assign(
          expression.to,
          arithmetic(expression.operator.slice(0, -1), toNumber(this.#value(expression.to)), toNumber(value)),
        );
      }
      case 'step': {
        const before = toNumber(this.#value(expression.to));
        this.#assign(expression.to, before + expression.by);
        return expression.prefix ? before + expression.by : before;
      }
      case 'unary': {
        const value = this.#value(expression.value);
        if (expression.operator === '!') return truth(value) ? 0 : 1;
        return expression.operator === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'condition':
        return this.#value(truth(this.#value(expression.test)) ? expression.yes : expression.no);
      case 'in':
        return this.#array(expression.name).has(this.#key(expression.keys)) ? 1 : 0;
      case 'binary':
        return this.#binary(expression.operator, expression.left, expression.right);
      case 'call':
        return this.#call(expression.name, expression.args);
    }
  }

  #binary(operator: string, left: Expression, right: Expression): Value {
    if (operator === '&&') return truth(this.#value(left)) && truth(this.#value(right)) ? 1 : 0;
    if (operator === '||') return truth(this.#value(left)) || truth(this.#value(right)) ? 1 : 0;
    if (operator === '~' || operator === '!~') return this.#pattern(right).test(toText(this.#value(left))) === (operator === '~') ? 1 : 0;
    const [a, b] = [this.#value(left), this.#value(right)];
    if (operator === ' ') return toText(a) + toText(b);
    if (/^[<>=!]/.test(operator)) return compare(operator, a, b) ? 1 : 0;
    return arithmetic(operator, toNumber(a), toNumber(b));
  }

  #pattern(expression: Expression): RegExp {
    return expression.type === 'regexp' ? expression.value : toRegExp(toText(this.#value(expression)), { extended: true });
  }

  #call(name: string, args: readonly Expression[]): Value {
    const text = (at: number) => toText(args[at] ? this.#value(args[at]) : { text: this.#fields[0] ?? '' });
    if (name === 'length' && args[0]?.type === 'variable' && this.#arrays.has(args[0].name)) return this.#array(args[0].name).size;
    if (name === 'split') {
      const array = args[1]?.type === 'variable' ? this.#array(args[1].name) : new Map<string, Value>();
      const separator = args[2]?.type === 'regexp' ? args[2].value : undefined;
      const parts = separator ? text(0).split(separator) : this.#split(text(0), args[2] ? text(2) : toText(this.#get('FS')));
      array.clear();
      for (const [i, part] of parts.entries()) array.set(String(i + 1), { text: part });
      return parts.length;
    }
    if (name === 'sub' || name === 'gsub') return this.#substitute(args, name === 'gsub');
    if (name === 'match') {
      const found = this.#pattern(args[1] as Expression).exec(text(0));
      this.set('RSTART', found ? found.index + 1 : 0);
      this.set('RLENGTH', found ? found[0].length : -1);
      return found ? found.index + 1 : 0;
    }
    const result = callFunction(
      name,
      args.map((one) => this.#value(one)),
      text,
    );
    if (result === undefined) throw new AwkError(`the function ${name} is not modelled`);
    return result;
  }

  #substitute(args: readonly Expression[], all: boolean): number {
    const target: Expression = args[2] ?? { type: 'field', at: { type: 'number', value: 0 } };
    const replacement = toText(this.#value(args[1] as Expression));
    let count = 0;
    const regExp = new RegExp(this.#pattern(args[0] as Expression).source, all ? 'g' : '');
    const changed = toText(this.#value(target)).replace(regExp, (match) => {
      count++;
      return replacement.replace(/\\&|&/g, (mark) => (mark === '&' ? match : '&'));
    });
    if (count > 0) this.#assign(target, changed);
    return count;
  }
}

function arithmetic(operator: string, a: number, b: number): number {
  if ((operator === '/' || operator === '%') && b === 0) throw new AwkError('Division by zero');
  const results: Readonly<Record<string, () => number>> = {
    '+': () => a + b,
    '-': () => a - b,
    '*': () => a * b,
    '/': () => a / b,
    '%': () => a % b,
    '^': () => a ** b,
  };
  return results[operator]?.() ?? 0;
}
