import { concat } from '../../core/http.ts';
import { bytesOf } from '../../core/piece.ts';
import type { HeaderList, TraceEvent } from '../../core/trace/events.ts';
import { headerOf } from '../layout/exchange.ts';
import { type Frame, framesOf } from './frames.ts';

/** A body as it can be shown. */
export type BodyView =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly text: string }
  /** One JSON value a line, as Docker streams progress and events. */
  | { readonly kind: 'lines'; readonly lines: readonly string[]; readonly left: number }
  | { readonly kind: 'frames'; readonly frames: readonly Frame[]; readonly left: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly size: number; readonly digest?: string };

/** At most this many lines or frames are shown, and this many characters of one text. */
const SHOWN_LINES = 200;
const SHOWN_TEXT = 20_000;

interface Message {
  readonly headers: HeaderList;
  readonly pieces: readonly TraceEvent[];
  /** Of the whole exchange: what a blob's address says of its bytes. */
  readonly url: string;
  /** The connection was taken over: what follows is raw bytes. */
  readonly hijacked: boolean;
}

/** The end is worth more than the start: that is where a stream is. */
const lastOf = <T>(all: readonly T[]) => ({ shown: all.slice(-SHOWN_LINES), left: Math.max(0, all.length - SHOWN_LINES) });

function prettyJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return undefined;
  }
}

export function bodyOf({ headers, pieces, url, hijacked }: Message): BodyView {
  let size = 0;
  const parts: Uint8Array[] = [];
  let whole = true;
  for (const piece of pieces) {
    if (piece.type !== 'http.request.chunk' && piece.type !== 'http.response.chunk') continue;
    size += piece.size;
    const bytes = bytesOf(piece);
    if (bytes) parts.push(bytes);
    else whole = false;
  }
  if (size === 0) return { kind: 'none' };
  const type = headerOf(headers, 'content-type') ?? '';
  const digest = /sha256:[0-9a-f]{64}/.exec(url)?.[0];
  if (!whole) return { kind: 'binary', size, ...(digest ? { digest } : {}) };
  const bytes = concat(parts);
  if (type.includes('multiplexed-stream')) {
    const { shown, left } = lastOf(framesOf(bytes));
    return { kind: 'frames', frames: shown, left };
  }
  const text = decode(bytes);
  if (text === undefined) return { kind: 'binary', size, ...(digest ? { digest } : {}) };
  if (hijacked || type.includes('raw-stream')) return { kind: 'text', text: text.slice(-SHOWN_TEXT) };
  const json = prettyJson(text);
  if (json !== undefined) return { kind: 'json', text: json.slice(0, SHOWN_TEXT) };
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (type.includes('json') && lines.length > 1) {
    const { shown, left } = lastOf(lines);
    return { kind: 'lines', lines: shown, left };
  }
  return { kind: 'text', text: text.slice(0, SHOWN_TEXT) };
}

/** As text, where the bytes are that: UTF-8 without a NUL. */
function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
