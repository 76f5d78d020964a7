const two = (value: number) => String(value).padStart(2, '0');

/** Go's time.Time.String of a Unix time, in UTC: `2026-11-24 13:16:48 +0000 UTC`. */
export function timeString(seconds: number): string {
  const date = new Date(seconds * 1000);
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000 UTC`;
}

/** Go's time.Time.String of an RFC 3339 time: `2026-11-24 13:16:48.38 +0000 UTC`. */
export function goTime(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(Z|([+-])(\d\d):(\d\d))$/.exec(text);
  if (!match) return text;
  const [, day, clock, fraction = '', zone, sign, hours, minutes] = match;
  const offset = zone === 'Z' ? '+0000 UTC' : `${sign}${hours}${minutes} ${sign}${hours}${minutes}`;
  return `${day} ${clock}${fraction.replace(/\.?0+$/, '')} ${offset}`;
}

/** Nanoseconds since 1970, as digits, in RFC 3339 with all nine places: `2026-11-24T13:16:48.380552798Z`. */
export function rfc3339Nano(nanoseconds: string): string {
  const digits = nanoseconds.padStart(10, '0');
  const date = new Date(Number(digits.slice(0, -9)) * 1000).toISOString();
  return `${date.slice(0, 19)}.${digits.slice(-9)}Z`;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An RFC 3339 time in C's form, `Tue Sep 15 11:02:57 2026`; any other text as it is. */
export function ansiTime(text: string): string {
  const match = /^\d{4}-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(text);
  const ms = match ? Date.parse(`${text.slice(0, 10)}T00:00:00Z`) : Number.NaN;
  if (!match || Number.isNaN(ms) || !/(Z|[+-]\d\d:\d\d)$/.test(text)) return text;
  const weekday = DAYS[new Date(ms).getUTCDay()];
  return `${weekday} ${MONTHS[Number(match[1]) - 1]} ${String(Number(match[2])).padStart(2)} ${match[3]} ${text.slice(0, 4)}`;
}
