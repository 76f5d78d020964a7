import { parseDuration } from '../format/duration.ts';
import { quote } from '../format/quote.ts';
import { ramInBytes } from '../format/units.ts';
import type { FlagType } from './flag.ts';

/** Checks a value for an option's type; returns its canonical form. Errors read as Go's. */
type Check = (value: string) => string;

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** Go strconv.ParseBool */
const bool: Check = (value) => {
  if (TRUE.has(value)) return 'true';
  if (FALSE.has(value)) return 'false';
  throw new Error(`strconv.ParseBool: parsing ${quote(value)}: invalid syntax`);
};

const DIGITS = /^(0[xX][0-9a-fA-F](_?[0-9a-fA-F])*|0[bB][01](_?[01])*|0[oO]?[0-7](_?[0-7])*|[0-9](_?[0-9])*)$/;

/** Go strconv.ParseInt and ParseUint with base 0 */
function integer(fn: 'ParseInt' | 'ParseUint', bits: number): Check {
  const signed = fn === 'ParseInt';
  const max = signed ? 2n ** BigInt(bits - 1) - 1n : 2n ** BigInt(bits) - 1n;
  const min = signed ? -max - 1n : 0n;
  return (value) => {
    const negative = signed && value.startsWith('-');
    const digits = signed ? value.replace(/^[+-]/, '') : value;
    const octal = /^0_?[0-7]/.test(digits) ? digits.replace(/^0_?/, '0o') : digits;
    if (!DIGITS.test(digits) || /^0[0-9]*[89]/.test(digits)) throw new Error(`strconv.${fn}: parsing ${quote(value)}: invalid syntax`);
    const number = BigInt(octal.replaceAll('_', '')) * (negative ? -1n : 1n);
    if (number > max || number < min) throw new Error(`strconv.${fn}: parsing ${quote(value)}: value out of range`);
    return String(number);
  };
}

/** docker/cli opts.ParseCPUs: a decimal of at most nine places, kept in billionths. */
const cpus: Check = (value) => {
  const match = /^[+-]?(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?$/.exec(value);
  if (!match) throw new Error(`failed to parse ${value} as a rational number`);
  const nano = Number(value) * 1e9;
  if (Math.abs(nano - Math.round(nano)) > 1e-6) throw new Error('value is too precise');
  return String(Math.round(nano));
};

const bytes: Check = (value) => String(ramInBytes(value));

const same: Check = (value) => value;

/** docker/cli opts.FilterOpt.Set */
const filter: Check = (value) => {
  if (value !== '' && !value.includes('=')) throw new Error('bad format of filter (expected name=value)');
  return value;
};

const CHECKS: Partial<Record<FlagType, Check>> = {
  bool,
  int: integer('ParseInt', 64),
  int64: integer('ParseInt', 64),
  uint16: integer('ParseUint', 16),
  uint64: integer('ParseUint', 64),
  duration: (value) => String(parseDuration(value)),
  bytes,
  // Minus one stands for as much as one likes.
  'swap-bytes': (value) => (value === '-1' ? '-1' : bytes(value)),
  decimal: cpus,
  filter,
};

export const checkValue = (type: FlagType, value: string): string => (CHECKS[type] ?? same)(value);
