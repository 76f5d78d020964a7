import { escapes as echoEscapes, unescape } from './echo.ts';

const directive =
  /%(?:%|([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d*))?([hlLqjzt]*)([diouxXcsbfeEgG])|(.?))|\\(?:0?([0-7]{1,3})|x([0-9a-fA-F]{1,2})|([\s\S]))/g;

/** printf(1): the format is used again until the arguments are used up. */
export function formatPrintf(format: string, args: readonly string[]): { text: string; errors: string[] } {
  const rest = [...args];
  const errors: string[] = [];
  let text = '';
  let stopped = false;
  do {
    const before = rest.length;
    text += format.replace(directive, (whole, flags, width, precision, _size, kind, bad, octal, hex, escape) => {
      if (stopped) return '';
      if (whole === '%%') return '%';
      if (bad !== undefined) {
        errors.push(`${whole}: invalid format`);
        stopped = true;
        return '';
      }
      if (kind === undefined) return plainEscape(whole, octal, hex, escape);
      const wide = width === '*' ? rest.shift() : width;
      const exact = precision === '*' ? rest.shift() : precision;
      if (kind === 'b') {
        const { text: done, stop } = unescape(rest.shift() ?? '', true);
        stopped = stop;
        return pad(done, flags, wide);
      }
      return one(kind, flags ?? '', wide, exact, rest.shift(), errors);
    });
    if (rest.length === before) break;
  } while (rest.length > 0 && !stopped);
  return { text, errors };
}

const escapes: Readonly<Record<string, string>> = { ...echoEscapes, '"': '"' };

function plainEscape(whole: string, octal?: string, hex?: string, escape?: string): string {
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  return (escape !== undefined && escapes[escape]) || whole;
}

function pad(text: string, flags = '', width?: string): string {
  const size = Math.abs(Number(width ?? 0));
  if (flags.includes('-') || Number(width) < 0) return text.padEnd(size);
  return text.padStart(size);
}

function one(
  kind: string,
  flags: string,
  width: string | undefined,
  precision: string | undefined,
  arg: string | undefined,
  errors: string[],
): string {
  if (kind === 's') return pad(precision === undefined ? (arg ?? '') : (arg ?? '').slice(0, Number(precision)), flags, width);
  if (kind === 'c') return pad((arg ?? '').slice(0, 1), flags, width);
  const value = numeric(arg ?? '', errors);
  const text = /[feEgG]/.test(kind) ? float(kind, value, precision) : integer(kind, Math.trunc(value), flags, precision);
  const signed = /[+ ]/.exec(flags)?.[0];
  const whole = signed && value >= 0 && /[difeEgG]/.test(kind) ? signed + text : text;
  if (flags.includes('0') && !flags.includes('-') && precision === undefined) {
    const sign = /^[-+ ]/.exec(whole)?.[0] ?? '';
    return sign + whole.slice(sign.length).padStart(Number(width ?? 0) - sign.length, '0');
  }
  return pad(whole, flags, width);
}

function numeric(text: string, errors: string[]): number {
  if (text === '') return 0;
  if (/^['"]/.test(text)) return text.codePointAt(1) ?? 0;
  const value = /^[-+]?0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text);
  if (!Number.isNaN(value)) return value;
  errors.push(`invalid number '${text}'`);
  return Number.parseFloat(text) || 0;
}

function integer(kind: string, value: number, flags: string, precision: string | undefined): string {
  const base = kind === 'o' ? 8 : kind === 'x' || kind === 'X' ? 16 : 10;
  const unsigned = value < 0 && base !== 10 ? BigInt.asUintN(64, BigInt(value)).toString(base) : Math.abs(value).toString(base);
  const digits = unsigned.padStart(Number(precision ?? 0), '0');
  const prefix = flags.includes('#') && value !== 0 ? (base === 16 ? '0x' : base === 8 ? '0' : '') : '';
  const text = (value < 0 && base === 10 ? '-' : '') + prefix + digits;
  return kind === 'X' ? text.toUpperCase() : text;
}

function float(kind: string, value: number, precision: string | undefined): string {
  const digits = precision === undefined ? 6 : Number(precision);
  if (kind === 'f') return value.toFixed(digits);
  const exponent = (text: string) => text.replace(/e([-+])(\d)$/, 'e$10$2');
  if (kind === 'e' || kind === 'E') return exponent(value.toExponential(digits));
  return exponent(String(Number(value.toPrecision(digits || 1))));
}
