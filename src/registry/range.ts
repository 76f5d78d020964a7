/** One part of a representation, `end` exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a `Range` header as Go's file server does (net/http `parseRange`). Undefined: send it all.
 * Of several ranges none is taken, as RFC 9110 (14.2) allows: all is sent.
 */
export function parseRange(header: string | null, size: number): ByteRange | 'invalid' | 'unsatisfiable' | undefined {
  if (header === null || header === '') return undefined;
  if (!header.startsWith('bytes=')) return 'invalid';
  const ranges = header.slice('bytes='.length);
  if (ranges.trim() === '' || ranges.includes(',')) return undefined;
  const match = /^\s*(\d*)\s*-\s*(\d*)\s*$/.exec(ranges);
  if (!match || (match[1] === '' && match[2] === '')) return 'invalid';
  const [, first, last] = match;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return 'invalid';
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}
