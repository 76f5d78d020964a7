import { parseDuration } from './duration.ts';
import { quote } from './quote.ts';

const FORMS = /^(\d{4}-\d\d-\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?)?(Z|[+-]\d\d:\d\d)?$/;

/** `--since` and `--until` as the API takes them: a duration counts back from now (moby api/types/time GetTimestamp). @throws Error */
export function timestamp(text: string, nowMs: number): string {
  const duration = durationOf(text);
  if (duration !== undefined) return String(Math.floor((nowMs - duration / 1e6) / 1000));
  const match = FORMS.exec(text);
  if (match) {
    const [, day, hours = '00', minutes = '00', seconds = '00', fraction = '', zone = 'Z'] = match;
    const ms = Date.parse(`${day}T${hours}:${minutes}:${seconds}${zone}`);
    if (!Number.isNaN(ms)) return `${ms / 1000}.${fraction.padEnd(9, '0')}`;
  }
  if (text.includes('-') && !/^-?\d+(\.\d+)?$/.test(text)) {
    throw new Error(`parsing time ${quote(text)} as "2006-01-02": cannot parse ${quote(text)} as "2006"`);
  }
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Error(`failed to parse value as time or duration: ${quote(text)}`);
  return text;
}

function durationOf(text: string): number | undefined {
  try {
    return parseDuration(text);
  } catch {
    return undefined;
  }
}
