const two = (value: number) => String(value).padStart(2, '0');

/** Go's time.Time.String of a Unix time, in UTC: `2026-11-24 13:16:48 +0000 UTC`. */
export function timeString(seconds: number): string {
  const date = new Date(seconds * 1000);
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000 UTC`;
}
