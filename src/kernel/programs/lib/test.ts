import { attempt } from '../../errno.ts';
import { baseOf } from '../../fs/tree.ts';
import type { Sys } from '../../process/sys.ts';

class TestError extends Error {
  override readonly name = 'TestError';
}

type Unary = (sys: Sys, operand: string) => boolean;

const statOf = (sys: Sys, path: string, follow = true) => {
  const found = attempt(() => (follow ? sys.stat(path) : sys.lstat(path)));
  return 'value' in found ? found.value : undefined;
};
const isType =
  (type: string): Unary =>
  (sys, path) =>
    statOf(sys, path)?.type === type;
const hasBit =
  (bit: number): Unary =>
  (sys, path) =>
    ((statOf(sys, path)?.mode ?? 0) & bit) !== 0;

const unary: Readonly<Record<string, Unary>> = {
  '-n': (_, text) => text !== '',
  '-z': (_, text) => text === '',
  '-e': (sys, path) => statOf(sys, path) !== undefined,
  '-f': isType('file'),
  '-d': isType('directory'),
  '-c': isType('character-device'),
  '-b': isType('block-device'),
  '-p': isType('fifo'),
  '-S': isType('socket'),
  '-h': (sys, path) => statOf(sys, path, false)?.type === 'symlink',
  '-L': (sys, path) => statOf(sys, path, false)?.type === 'symlink',
  '-s': (sys, path) => (statOf(sys, path)?.size ?? 0) > 0,
  '-r': (sys, path) => sys.access(path, 'read'),
  '-w': (sys, path) => sys.access(path, 'write'),
  '-x': (sys, path) => sys.access(path, 'execute'),
  '-u': hasBit(0o4000),
  '-g': hasBit(0o2000),
  '-k': hasBit(0o1000),
  '-t': (sys, fd) => sys.isTerminal(number(fd)),
  '-O': (sys, path) => statOf(sys, path)?.uid === sys.uid,
  '-G': (sys, path) => statOf(sys, path)?.gid === sys.gid,
};

type Binary = (a: string, b: string, sys: Sys) => boolean;
const dated = (sys: Sys, path: string) => statOf(sys, path)?.mtimeMs ?? Number.NEGATIVE_INFINITY;

const binary: Readonly<Record<string, Binary>> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '-eq': (a, b) => number(a) === number(b),
  '-ne': (a, b) => number(a) !== number(b),
  '-lt': (a, b) => number(a) < number(b),
  '-le': (a, b) => number(a) <= number(b),
  '-gt': (a, b) => number(a) > number(b),
  '-ge': (a, b) => number(a) >= number(b),
  '-nt': (a, b, sys) => dated(sys, a) > dated(sys, b),
  '-ot': (a, b, sys) => dated(sys, a) < dated(sys, b),
  '-ef': (a, b, sys) => attempt(() => sys.realpath(a) === sys.realpath(b)) as never,
};

function number(text: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestError(`${text}: bad number`);
  return Number(text);
}

/** test(1), under either of its names. Status 2 with an error for what is no expression. */
export function runTest(sys: Sys, argv: readonly string[]): { status: number; error?: string } {
  const name = baseOf(argv[0] ?? 'test');
  const args = argv.slice(1);
  if (name === '[' || name === '[[') {
    if (args.pop() !== (name === '[' ? ']' : ']]')) return { status: 2, error: `missing ${name === '[' ? ']' : ']]'}` };
  }
  try {
    return { status: new Expression(sys, args).value() ? 0 : 1 };
  } catch (error) {
    if (error instanceof TestError) return { status: 2, error: error.message };
    throw error;
  }
}

class Expression {
  #at = 0;
  constructor(
    private readonly sys: Sys,
    private readonly words: readonly string[],
  ) {}

  value(): boolean {
    const { words } = this;
    if (words.length === 0) return false;
    if (words.length === 1) return words[0] !== '';
    if (words.length === 2 && words[0] === '!') return words[1] === '';
    if (words.length === 3 && words[0] !== '!' && words[0] !== '(') {
      const operator = binary[words[1] as string];
      if (operator) return operator(words[0] as string, words[2] as string, this.sys);
    }
    const value = this.#or();
    if (this.#at < words.length) throw new TestError(`${words[this.#at]}: unknown operand`);
    return value;
  }

  #or(): boolean {
    let value = this.#and();
    while (this.words[this.#at] === '-o') {
      this.#at++;
      const right = this.#and();
      value = value || right;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#not();
    while (this.words[this.#at] === '-a') {
      this.#at++;
      const right = this.#not();
      value = value && right;
    }
    return value;
  }

  #not(): boolean {
    if (this.words[this.#at] !== '!' || this.words[this.#at + 1] === undefined) return this.#primary();
    this.#at++;
    return !this.#not();
  }

  #primary(): boolean {
    const word = this.words[this.#at++];
    if (word === undefined) throw new TestError('argument expected');
    const operator = binary[this.words[this.#at] ?? ''];
    if (operator) {
      const right = this.words[this.#at + 1];
      if (right === undefined) throw new TestError(`${this.words[this.#at]}: argument expected`);
      this.#at += 2;
      return operator(word, right, this.sys);
    }
    if (word === '(') {
      const value = this.#or();
      if (this.words[this.#at++] !== ')') throw new TestError('closing paren expected');
      return value;
    }
    const one = unary[word];
    if (!one) return word !== '';
    const operand = this.words[this.#at];
    if (operand === undefined) throw new TestError(`${word}: argument expected`);
    this.#at++;
    return one(this.sys, operand);
  }
}
