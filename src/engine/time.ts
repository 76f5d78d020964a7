/** Dates as Go prints them. `ms` is milliseconds since 1970, with a fraction. */

export const zeroTime = '0001-01-01T00:00:00Z';

function parts(ms: number): { seconds: number; nanoseconds: number } {
  const seconds = Math.floor(ms / 1000);
  // A double holds today's milliseconds to a quarter of a microsecond: no digit is shown that it has not.
  return { seconds, nanoseconds: Math.min(999_999_000, Math.round((ms - seconds * 1000) * 1000) * 1000) };
}

const upToSeconds = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19);

/** `2026-11-24T13:16:11.127732Z`: no zeros at the end (Go's RFC3339Nano). Undefined is Go's zero time. */
export function rfc3339Nano(ms: number | undefined): string {
  if (ms === undefined) return zeroTime;
  const { seconds, nanoseconds } = parts(ms);
  const fraction = nanoseconds ? `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}` : '';
  return `${upToSeconds(seconds)}${fraction}Z`;
}

/** `2026-11-24T13:16:57.502548000Z`: always nine digits, as the lines of a log have it. */
export function rfc3339Fixed(ms: number): string {
  const { seconds, nanoseconds } = parts(ms);
  return `${upToSeconds(seconds)}.${String(nanoseconds).padStart(9, '0')}Z`;
}

/** Nanoseconds since 1970 as decimal digits: too large for a number. */
export function nanosecondDigits(ms: number): string {
  const { seconds, nanoseconds } = parts(ms);
  return `${seconds}${String(nanoseconds).padStart(9, '0')}`;
}
