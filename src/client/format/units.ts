/** Sizes as docker shows and reads them (docker/go-units size.go). */

const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

/** Go's %.Ng: at most `precision` significant digits, no trailing zeros, an exponent where that is shorter. */
export function significant(value: number, precision: number): string {
  if (value === 0) return '0';
  const exponent = Number(value.toExponential(precision - 1).split('e')[1]);
  if (exponent < -4 || exponent >= precision) {
    const [mantissa, power = '0'] = value.toExponential(precision - 1).split('e');
    const digits = (mantissa as string).includes('.') ? (mantissa as string).replace(/\.?0+$/, '') : mantissa;
    return `${digits}e${power.startsWith('-') ? '-' : '+'}${power.replace(/^[+-]/, '').padStart(2, '0')}`;
  }
  const fixed = value.toFixed(Math.max(0, precision - 1 - exponent));
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
}

function custom(size: number, base: number, units: readonly string[], show: (value: number) => string): string {
  let at = 0;
  let value = size;
  while (value >= base && at < units.length - 1) {
    value /= base;
    at++;
  }
  return show(value) + units[at];
}

/** `1.98MB`: three digits in tables, four in progress. */
export const humanSize = (bytes: number, precision = 4): string => custom(bytes, 1000, DECIMAL, (value) => significant(value, precision));

/** `23.54GiB` (units.BytesSize) */
export const bytesSize = (bytes: number): string => custom(bytes, 1024, BINARY, (value) => significant(value, 4));

const POWERS: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4, p: 5 };

/** `16m` → 16777216 (units.RAMInBytes). Throws go-units' text. */
export function ramInBytes(text: string): number {
  const at = text.search(/[^0-9.-]/) < 0 ? text.length : lastDigit(text) + 1;
  const number = text.slice(0, at);
  const suffix = text.slice(at).replace(/^ /, '');
  const invalid = () => new Error(`invalid size: '${text}'`);
  if (at === 0) throw invalid();
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(number)) throw new Error(`strconv.ParseFloat: parsing ${JSON.stringify(number)}: invalid syntax`);
  if (Number(number) < 0) throw invalid();
  const match = /^([kmgtp])?(i?b)?$/i.exec(suffix);
  if (!match || suffix.toLowerCase() === 'ib') throw new Error(`invalid suffix: '${suffix}'`);
  return Math.trunc(Number(number) * 1024 ** (POWERS[(match[1] ?? '').toLowerCase()] ?? 0));
}

function lastDigit(text: string): number {
  let at = -1;
  for (let i = 0; i < text.length; i++) if (/[0-9. ]/.test(text.charAt(i))) at = i;
  return text.charAt(at) === ' ' ? at - 1 : at;
}
