import { ApiError } from './route.ts';

/** `1`, `true` and whatever else is not a no (moby api/server/httputils, "BoolValue"). */
export function flagOf(query: URLSearchParams, name: string): boolean {
  return !['', '0', 'no', 'false', 'none'].includes((query.get(name) ?? '').trim().toLowerCase());
}

/** @throws ApiError 500 with Go's text, as the daemon does not tell it is the client's fault. */
export function integerOf(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null || value === '') return undefined;
  if (!/^[+-]?\d+$/.test(value)) throw new ApiError(500, `strconv.Atoi: parsing ${JSON.stringify(value)}: invalid syntax`);
  return Number(value);
}

/** A moment as the API has it, `seconds[.nanoseconds]` since 1970, in milliseconds. */
export function momentOf(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null || value === '') return undefined;
  const [seconds = '', nanoseconds = ''] = value.split('.', 2);
  for (const part of value.includes('.') ? [seconds, nanoseconds] : [seconds]) {
    if (!/^[+-]?\d+$/.test(part)) throw new ApiError(500, `strconv.ParseInt: parsing ${JSON.stringify(part)}: invalid syntax`);
  }
  return Number(seconds) * 1000 + Number(nanoseconds.padEnd(9, '0').slice(0, 9)) / 1e6;
}

/** `name` → the values asked for. */
export type Filters = ReadonlyMap<string, readonly string[]>;

/**
 * The `filters` of a list: `{"label":{"a=b":true}}`, or `{"label":["a=b"]}` from older clients.
 * @throws ApiError 400 when it is not that, or when a filter is none of `known`, where these are given.
 */
export function filtersOf(query: URLSearchParams, known?: readonly string[]): Filters {
  const text = query.get('filters');
  const filters = new Map<string, readonly string[]>();
  if (!text) return filters;
  for (const [name, values] of Object.entries(parse(text))) {
    filters.set(name, Array.isArray(values) ? values.map(String) : Object.keys(Object(values)));
  }
  for (const name of filters.keys()) if (known && !known.includes(name)) throw new ApiError(400, `invalid filter '${name}'`);
  return filters;
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Falls through to the one answer that the daemon has for it.
  }
  throw new ApiError(400, 'invalid filter');
}

/** Whether `labels` has one: `key`, or `key=value`. */
export function hasLabel(labels: Readonly<Record<string, string>>, wanted: string): boolean {
  const at = wanted.indexOf('=');
  return at < 0 ? wanted in labels : labels[wanted.slice(0, at)] === wanted.slice(at + 1);
}
