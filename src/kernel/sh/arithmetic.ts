import { ShellError } from './control.ts';

export interface Variables {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

const token =
  /\s*(?:(0[xX][0-9a-fA-F]+|\d+)|([A-Za-z_]\w*)|(\*\*|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||\+\+|--|[-+*/%&|^]=|[-+*/%&|^~!<>=?:(),]))/y;
/** Binary operators by precedence, loosest first. */
const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
  ['**'],
];
const maxDepth = 50;

type Token = { readonly kind: 'number' | 'name' | 'operator'; readonly text: string };

/** Evaluates `$(( … ))` after its expansions (POSIX XCU 2.6.4). @throws ShellError */
export function evaluate(text: string, variables: Variables, depth = 0): bigint {
  if (depth > maxDepth) throw new ShellError('expression recursion loop detected');
  if (text.trim() === '') return 0n;
  return new Evaluator(tokens(text), variables, depth).whole();
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const match = token.exec(text);
    if (!match) throw new ShellError('arithmetic syntax error');
    const [, number, name, operator] = match;
    found.push(
      number !== undefined
        ? { kind: 'number', text: number }
        : name !== undefined
          ? { kind: 'name', text: name }
          : { kind: 'operator', text: operator as string },
    );
  }
  return found;
}

class Evaluator {
  #at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly variables: Variables,
    private readonly depth: number,
  ) {}

  whole(): bigint {
    const value = this.#comma();
    if (this.#at < this.tokens.length) throw new ShellError('arithmetic syntax error');
    return value;
  }

  #take(...operators: readonly string[]): string | undefined {
    const next = this.tokens[this.#at];
    if (next?.kind !== 'operator' || !operators.includes(next.text)) return undefined;
    this.#at++;
    return next.text;
  }

  #comma(): bigint {
    let value = this.#assignment();
    while (this.#take(',')) value = this.#assignment();
    return value;
  }

  #assignment(): bigint {
    const name = this.tokens[this.#at];
    const operator = this.tokens[this.#at + 1];
    if (name?.kind === 'name' && operator?.kind === 'operator' && /^(?:[-+*/%&|^]|<<|>>)?=$/.test(operator.text)) {
      this.#at += 2;
      const right = this.#assignment();
      const value = operator.text === '=' ? right : apply(operator.text.slice(0, -1), this.#read(name.text), right);
      return this.#write(name.text, value);
    }
    return this.#conditional();
  }

  #conditional(): bigint {
    const test = this.#binary(0);
    if (!this.#take('?')) return test;
    const yes = this.#assignment();
    if (!this.#take(':')) throw new ShellError('arithmetic syntax error');
    const no = this.#assignment();
    return test !== 0n ? yes : no;
  }

  #binary(level: number): bigint {
    const operators = levels[level];
    if (!operators) return this.#unary();
    let value = this.#binary(level + 1);
    for (let operator = this.#take(...operators); operator; operator = this.#take(...operators)) {
      value = apply(operator, value, this.#binary(operator === '**' ? level : level + 1));
    }
    return value;
  }

  #unary(): bigint {
    const operator = this.#take('+', '-', '!', '~', '++', '--');
    if (operator === '++' || operator === '--') {
      const name = this.tokens[this.#at++];
      if (name?.kind !== 'name') throw new ShellError('arithmetic syntax error');
      return this.#write(name.text, this.#read(name.text) + (operator === '++' ? 1n : -1n));
    }
    if (!operator) return this.#primary();
    const value = this.#unary();
    if (operator === '-') return wrap(-value);
    if (operator === '!') return value === 0n ? 1n : 0n;
    return operator === '~' ? ~value : value;
  }

  #primary(): bigint {
    const next = this.tokens[this.#at++];
    if (next?.kind === 'number') return number(next.text);
    if (next?.kind === 'name') {
      const value = this.#read(next.text);
      const step = this.#take('++', '--');
      if (step) this.#write(next.text, value + (step === '++' ? 1n : -1n));
      return value;
    }
    if (next?.text !== '(') throw new ShellError('arithmetic syntax error');
    const value = this.#comma();
    if (!this.#take(')')) throw new ShellError('arithmetic syntax error');
    return value;
  }

  #read(name: string): bigint {
    return evaluate(this.variables.get(name) ?? '', this.variables, this.depth + 1);
  }

  #write(name: string, value: bigint): bigint {
    this.variables.set(name, String(wrap(value)));
    return wrap(value);
  }
}

const wrap = (value: bigint) => BigInt.asIntN(64, value);
const truth = (value: boolean) => (value ? 1n : 0n);

function number(text: string): bigint {
  if (/^0[0-7]+$/.test(text)) return BigInt(`0o${text.slice(1)}`);
  if (/^0\d/.test(text)) throw new ShellError('arithmetic syntax error');
  return wrap(BigInt(text));
}

const operations: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / nonZero(b),
  '%': (a, b) => a % nonZero(b),
  '**': (a, b) => a ** b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<': (a, b) => truth(a < b),
  '>': (a, b) => truth(a > b),
  '<=': (a, b) => truth(a <= b),
  '>=': (a, b) => truth(a >= b),
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  '&&': (a, b) => truth(a !== 0n && b !== 0n),
  '||': (a, b) => truth(a !== 0n || b !== 0n),
};

function nonZero(value: bigint): bigint {
  if (value === 0n) throw new ShellError('divide by zero');
  return value;
}

function apply(operator: string, a: bigint, b: bigint): bigint {
  const operation = operations[operator];
  if (!operation || (operator === '**' && b < 0n)) throw new ShellError('arithmetic syntax error');
  return wrap(operation(a, b));
}
