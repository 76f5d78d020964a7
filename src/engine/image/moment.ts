/** How long ago, in Go's notation: `1h30m`, `24h`, `10s` (milliseconds). */
const unitMs: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function durationMs(text: string): number | undefined {
  const match = /^([+-]?)((?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.exec(text);
  if (!match) return text === '0' ? 0 : undefined;
  let sum = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g))
    sum += Number(number) * (unitMs[unit as string] as number);
  return match[1] === '-' ? -sum : sum;
}

/**
 * A moment as users write it: a span of time before now, seconds since 1970, or a date; in
 * milliseconds since 1970 (moby api/types/time). Undefined when it is none of these.
 */
export function parseMoment(text: string, nowMs: number): number | undefined {
  const ago = durationMs(text);
  if (ago !== undefined) return nowMs - ago;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = /^\d{4}-\d\d-\d\d(T\d\d(:\d\d(:\d\d(\.\d+)?)?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!date) return undefined;
  const [day, time = '00:00:00'] = text.replace(/(Z|[+-]\d\d:\d\d)$/, (zone, _z, at) => (at > 9 ? '' : zone)).split('T', 2);
  const full = [...time.split(':'), '00', '00'].slice(0, 3).join(':');
  const parsed = Date.parse(`${day}T${full}${date[5] ?? 'Z'}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}
