import { quote } from '../format/quote.ts';
import { significant } from '../format/units.ts';
import { encodeJson } from './json.ts';
import { GoScalar, type GoValue, show, showNumber, typeName } from './value.ts';

/** Go's fmt: Print puts a space between two operands of which neither is text. */
export const print = (args: readonly GoValue[]): string =>
  args.reduce<string>((out, arg, index) => {
    const gap = index > 0 && typeof arg !== 'string' && typeof args[index - 1] !== 'string' ? ' ' : '';
    return out + gap + shown(arg);
  }, '');

export const println = (args: readonly GoValue[]): string => `${args.map(shown).join(' ')}\n`;

const shown = (value: GoValue): string => (value === undefined ? '<nil>' : show(value));

const VERB = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d+)?)?(.)?/gsu;

/** Go's fmt.Sprintf, with its ways of marking what does not fit: `%!d(string=x)`. */
export function printf(format: string, args: readonly GoValue[]): string {
  let next = 0;
  const out = format.replace(VERB, (whole, flags: string, wide: string | undefined, fine: string | undefined, verb: string | undefined) => {
    if (verb === undefined) return '%!(NOVERB)';
    if (verb === '%') return '%';
    const width = wide === '*' ? Number(args[next++]) : Number(wide ?? 0);
    const hasPrecision = whole.includes('.');
    const precision = fine === '*' ? Number(args[next++]) : Number(fine ?? 0);
    if (next >= args.length) return `%!${verb}(MISSING)`;
    const text = format1(verb, args[next++], flags, hasPrecision ? precision : undefined);
    return pad(text, width, flags, verb);
  });
  if (next >= args.length) return out;
  return `${out}%!(EXTRA ${args
    .slice(next)
    .map((arg) => `${typeName(arg)}=${shown(arg)}`)
    .join(', ')})`;
}

function pad(text: string, width: number, flags: string, verb: string): string {
  const length = Array.from(text).length;
  if (length >= width) return text;
  const fill = width - length;
  if (flags.includes('-')) return text + ' '.repeat(fill);
  if (flags.includes('0') && /[dxXobfeEgG]/.test(verb))
    return /^[+-]/.test(text) ? text[0] + '0'.repeat(fill) + text.slice(1) : '0'.repeat(fill) + text;
  return ' '.repeat(fill) + text;
}

const RADIX: Readonly<Record<string, number>> = { x: 16, X: 16, o: 8, b: 2 };

function format1(verb: string, value: GoValue, flags: string, precision: number | undefined): string {
  const number = value instanceof GoScalar && value.type !== 'json.Number' ? value.number : value;
  const sign = flags.includes('+') && typeof number === 'number' && number >= 0 ? '+' : '';
  const wrong = () => `%!${verb}(${value === undefined || value === null ? '<nil>' : `${typeName(value)}=${shown(value)}`})`;
  switch (verb) {
    case 'v':
      return flags.includes('#') && typeof value === 'string' ? quote(value) : sign + shown(value);
    case 's':
      if (typeof value === 'number' || typeof value === 'boolean' || value === undefined || value === null) return wrong();
      return precision === undefined ? show(value) : Array.from(show(value)).slice(0, precision).join('');
    case 'q':
      if (typeof value === 'string') return quote(value);
      return Array.isArray(value) ? `[${value.map((item) => format1('q', item, flags, precision)).join(' ')}]` : wrong();
    case 'd':
      if (Array.isArray(value)) return `[${value.map((item) => format1('d', item, flags, precision)).join(' ')}]`;
      return typeof number === 'number' && Number.isInteger(number) ? sign + showNumber(number) : wrong();
    case 'x':
    case 'X':
    case 'o':
    case 'b': {
      const text =
        typeof value === 'string' && RADIX[verb] === 16
          ? hexOf(value)
          : typeof number === 'number'
            ? number.toString(RADIX[verb])
            : wrong();
      return verb === 'X' ? text.toUpperCase() : text;
    }
    case 'c':
      return typeof number === 'number' ? String.fromCodePoint(number) : wrong();
    case 't':
      return typeof value === 'boolean' ? String(value) : wrong();
    case 'T':
      return typeName(value);
    case 'f':
    case 'F':
      return typeof number === 'number' && !(Number.isInteger(number) && typeof value !== 'number')
        ? sign + number.toFixed(precision ?? 6)
        : wrong();
    case 'g':
      return typeof number === 'number'
        ? sign + (precision === undefined ? showNumber(number) : significant(number, precision || 1))
        : wrong();
    case 'j':
      return encodeJson(value);
    default:
      return wrong();
  }
}

const hexOf = (text: string) => Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
