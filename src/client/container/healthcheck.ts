import type { FlagValues } from '../cli/flag.ts';

/** A health check as the API takes it; durations in nanoseconds, and zeros left out. */
export interface Healthcheck {
  readonly Test?: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

const FIELDS = [
  ['Interval', 'health-interval'],
  ['Timeout', 'health-timeout'],
  ['StartPeriod', 'health-start-period'],
  ['StartInterval', 'health-start-interval'],
  ['Retries', 'health-retries'],
] as const;

/** The order in which docker looks for negative values. */
const CHECKED = ['health-interval', 'health-timeout', 'health-retries', 'health-start-period', 'health-start-interval'];

export function healthcheck(flags: FlagValues): Healthcheck | undefined {
  const command = flags.text('health-cmd');
  const given = command !== '' || FIELDS.some(([, name]) => flags.number(name) !== 0);
  if (flags.on('no-healthcheck')) {
    if (given) throw new Error('--no-healthcheck conflicts with --health-* options');
    return { Test: ['NONE'] };
  }
  if (!given) return undefined;
  for (const name of CHECKED) if (flags.number(name) < 0) throw new Error(`--${name} cannot be negative`);
  const set = FIELDS.flatMap(([field, name]) => (flags.number(name) ? [[field, flags.number(name)]] : []));
  return { ...(command ? { Test: ['CMD-SHELL', command] } : {}), ...Object.fromEntries(set) };
}
