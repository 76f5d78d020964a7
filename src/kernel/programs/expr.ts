import type { Program } from '../process/sys.ts';
import { complain, print } from './lib/io.ts';
import { BadRegExp, toRegExp } from './lib/regexp.ts';

class ExprError extends Error {
  override readonly name = 'ExprError';
}

const levels: readonly (readonly string[])[] = [['|'], ['&'], ['=', '==', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%'], [':']];
const isNumber = (text: string) => /^-?\d+$/.test(text);
const isTrue = (text: string) => text !== '' && text !== '0';

export const expr: Program = async (sys) => {
  const words = sys.argv.slice(1);
  try {
    if (words.length === 0) throw new ExprError('too few arguments');
    const value = parse(words);
    await print(sys, `${value}\n`);
    return isTrue(value) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ExprError || error instanceof BadRegExp)) throw error;
    await complain(sys, error.message);
    return 2;
  }
};

function parse(words: readonly string[]): string {
  let at = 0;
  const binary = (level: number): string => {
    const operators = levels[level];
    if (!operators) return primary();
    let value = binary(level + 1);
    while (operators.includes(words[at] ?? '')) value = apply(words[at++] as string, value, binary(level + 1));
    return value;
  };
  const primary = (): string => {
    const word = words[at++];
    if (word === undefined) throw new ExprError('syntax error');
    if (word === '(') {
      const value = binary(0);
      if (words[at++] !== ')') throw new ExprError('syntax error');
      return value;
    }
    if (word === 'length' && at < words.length) return String(primary().length);
    if (word === 'substr' && at + 2 < words.length) {
      const text = primary();
      const from = Number(primary());
      return text.slice(from - 1, from - 1 + Number(primary()));
    }
    if (word === 'index' && at + 1 < words.length) {
      const text = primary();
      const chars = primary();
      return String([...text].findIndex((char) => chars.includes(char)) + 1);
    }
    if (word === 'match' && at + 1 < words.length) return matched(primary(), primary());
    return word;
  };
  const value = binary(0);
  if (at < words.length) throw new ExprError('syntax error');
  return value;
}

function matched(text: string, pattern: string): string {
  const found = new RegExp(`^(?:${toRegExp(pattern).source})`).exec(text);
  return pattern.includes('\\(') ? (found?.[1] ?? '') : String(found?.[0].length ?? 0);
}

function apply(operator: string, a: string, b: string): string {
  if (operator === '|') return isTrue(a) ? a : b;
  if (operator === '&') return isTrue(a) && isTrue(b) ? a : '0';
  if (operator === ':') return matched(a, b);
  const both = isNumber(a) && isNumber(b);
  const compare = both ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
  const comparisons: Readonly<Record<string, boolean>> = {
    '=': compare === 0,
    '==': compare === 0,
    '!=': compare !== 0,
    '<': compare < 0,
    '<=': compare <= 0,
    '>': compare > 0,
    '>=': compare >= 0,
  };
  if (operator in comparisons) return comparisons[operator] ? '1' : '0';
  if (!both) throw new ExprError('non-numeric argument');
  if ((operator === '/' || operator === '%') && Number(b) === 0) throw new ExprError('division by zero');
  const numbers: Readonly<Record<string, number>> = {
    '+': Number(a) + Number(b),
    '-': Number(a) - Number(b),
    '*': Number(a) * Number(b),
    '/': Math.trunc(Number(a) / Number(b)),
    '%': Number(a) % Number(b),
  };
  return String(numbers[operator]);
}
