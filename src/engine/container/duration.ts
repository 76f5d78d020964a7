const plural = (count: number, unit: string) => `${count} ${unit}`;

/** `3 seconds`, `About a minute`, `2 hours` (docker/go-units, "HumanDuration"). */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return plural(seconds, 'seconds');
  const minutes = Math.trunc(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return plural(minutes, 'minutes');
  const hours = Math.floor(seconds / 3600 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return plural(hours, 'hours');
  if (hours < 24 * 7 * 2) return plural(Math.trunc(hours / 24), 'days');
  if (hours < 24 * 30 * 2) return plural(Math.trunc(hours / 24 / 7), 'weeks');
  if (hours < 24 * 365 * 2) return plural(Math.trunc(hours / 24 / 30), 'months');
  return plural(Math.trunc(seconds / 3600 / 24 / 365), 'years');
}
