import { formatPrintf } from './printf.ts';

/** A number, a string, a text from the input (a number if it looks like one), or nothing yet. */
export type Value = number | string | { readonly text: string } | undefined;

const looksNumeric = (text: string) => /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(text);

export function toText(value: Value): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : formatPrintf('%.6g', [String(value)]).text;
  if (typeof value === 'object') return value.text;
  return value ?? '';
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  return Number.parseFloat(toText(value)) || 0;
}

export function truth(value: Value): boolean {
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'object') return looksNumeric(value.text) ? Number(value.text) !== 0 : value.text !== '';
  return value !== undefined && value !== '';
}

const isNumeric = (value: Value) =>
  value === undefined || typeof value === 'number' || (typeof value === 'object' && looksNumeric(value.text));

export function compare(operator: string, a: Value, b: Value): boolean {
  const [x, y] = isNumeric(a) && isNumeric(b) ? [toNumber(a), toNumber(b)] : [toText(a), toText(b)];
  if (operator === '==') return x === y;
  if (operator === '!=') return x !== y;
  if (operator === '<') return x < y;
  if (operator === '<=') return x <= y;
  return operator === '>' ? x > y : x >= y;
}

/** awk's functions on plain values; undefined for one that is not among them. */
export function callFunction(name: string, values: readonly Value[], text: (at: number) => string): Value {
  const number = (at: number) => toNumber(values[at]);
  const functions: Readonly<Record<string, () => Value>> = {
    length: () => text(0).length,
    substr: () => {
      const start = Math.round(number(1));
      const end = values[2] === undefined ? Number.POSITIVE_INFINITY : start + Math.round(number(2));
      return text(0).slice(Math.max(0, start - 1), Math.max(0, end - 1));
    },
    index: () => text(0).indexOf(text(1)) + 1,
    tolower: () => text(0).toLowerCase(),
    toupper: () => text(0).toUpperCase(),
    int: () => Math.trunc(number(0)),
    sqrt: () => Math.sqrt(number(0)),
    exp: () => Math.exp(number(0)),
    log: () => Math.log(number(0)),
    sin: () => Math.sin(number(0)),
    cos: () => Math.cos(number(0)),
    atan2: () => Math.atan2(number(0), number(1)),
    sprintf: () => formatPrintf(text(0).replaceAll('\\', '\\\\'), values.slice(1).map(toText)).text,
  };
  return functions[name]?.();
}
