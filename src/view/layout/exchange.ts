import type { HeaderList } from '../../core/trace/events.ts';
import { READER_LEFT } from '../../core/trace/left.ts';
import type { ExchangeState } from '../../core/trace/world-state.ts';

/** How an answer is to be read, beside its number. */
export type Tone = 'good' | 'refused' | 'broken' | 'open';

export interface Status {
  /** `200 OK`, `404 No such image`, `42 %`, `asked`. */
  readonly text: string;
  readonly tone: Tone;
}

export const headerOf = (headers: HeaderList | undefined, name: string): string | undefined =>
  headers?.find(([other]) => other.toLowerCase() === name)?.[1];

/** RFC 9110's names, for those that Docker and registries answer with; shorter where a badge needs it. */
const NAMES: Readonly<Record<number, string>> = {
  101: 'upgraded',
  200: 'OK',
  201: 'created',
  202: 'accepted',
  204: 'done',
  206: 'a part',
  301: 'moved',
  302: 'found',
  304: 'no change',
  307: 'redirect',
  400: 'bad request',
  401: 'token asked',
  403: 'forbidden',
  404: 'not found',
  405: 'not allowed',
  409: 'conflict',
  416: 'no such range',
  429: 'too many',
  500: 'error',
  501: 'not built',
  503: 'unavailable',
};

const toneOf = (status: number): Tone => (status < 400 ? 'good' : status < 500 ? 'refused' : 'broken');

/** Whether the answer's body goes on while something else happens: a pull's progress, a followed log, a hijacked connection. */
export const isStream = ({ response }: ExchangeState): boolean =>
  response !== undefined &&
  (response.status === 101 || headerOf(response.headers, 'content-length') === undefined) &&
  response.status !== 204;

/** What to say of an exchange at this moment. */
export function statusOf(exchange: ExchangeState): Status {
  const { response, end } = exchange;
  if (end?.type === 'http.failed' && !response) return { text: 'failed', tone: 'broken' };
  if (!response) return { text: 'asked', tone: 'open' };
  const { status } = response;
  const name = `${status} ${NAMES[status] ?? response.statusText}`.trim();
  if (end?.type === 'http.failed' && end.reason === READER_LEFT) return { text: `${status} closed`, tone: toneOf(status) };
  if (end?.type === 'http.failed') return { text: `${status} broken off`, tone: 'broken' };
  if (end || status === 101 || status === 204 || status === 304 || exchange.method === 'HEAD') return { text: name, tone: toneOf(status) };
  const total = Number(headerOf(response.headers, 'content-length'));
  if (total > 0 && exchange.responseSize < total) return { text: `${Math.floor((100 * exchange.responseSize) / total)} %`, tone: 'open' };
  return isStream(exchange) && status < 400 ? { text: `${status} stream`, tone: 'open' } : { text: name, tone: toneOf(status) };
}

const HEX = /sha256:([0-9a-f]{8})[0-9a-f]{56}/g;
const ID = /\b([0-9a-f]{12})[0-9a-f]{52}\b/g;

/** A path as one reads it aloud: no API version, no query but what names things, digests cut to eight digits. */
export function shortPath(exchange: Pick<ExchangeState, 'url' | 'link'>): string {
  const url = new URL(exchange.url, 'http://engine');
  const query = url.searchParams;
  let path = decodeURIComponent(url.pathname)
    .replace(/^\/v\d\.\d+(?=\/)/, '')
    .replaceAll(HEX, '$1')
    .replaceAll(ID, '$1');
  // A registry's paths begin with the repository, which is the same for a whole pull.
  if (exchange.link === 'engine-registry') path = path.replace(/^\/v2\/.+\/(manifests|blobs|tags)\//, '$1/');
  const image = query.get('fromImage');
  if (image) return `${path} ${image.replace('docker.io/library/', '')}:${query.get('tag') ?? ''}`;
  if (query.get('scope')) return `${path} ${query.get('scope')}`;
  if (query.get('name')) return `${path} ${query.get('name')}`;
  return path;
}

/** Bytes as docker's own `units.HumanSize` counts them: by the thousand, three or four digits. */
export function humanSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${units[unit]}`;
}

/** Virtual milliseconds, as short as they can be said. */
export const humanTime = (ms: number): string =>
  ms < 1 ? `${ms === 0 ? 0 : '<1'} ms` : ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toPrecision(3))} s`;
