import { chunksOf, concat, readBytes } from '../../core/http.ts';
import type { Decoder } from './decode.ts';
import { JsonType } from './decode.ts';
import { JsonSyntax, scanJson } from './json-syntax.ts';
import { ApiError } from './route.ts';

/**
 * Reads a request's JSON body; undefined when it has none, null when it says null (moby api/server/httputils, "ReadJSON").
 * `root` is the type's name where Go puts it before a field's.
 * @throws ApiError 400 for another content type, bad syntax, a wrong type, or something behind the value.
 */
export async function readBody<T>(request: Request, decode: Decoder<T>, root = ''): Promise<T | null | undefined> {
  return decodeBody(await readBytes(request), request.headers, decode, root);
}

/** The same, of a body that was read already. */
export function decodeBody<T>(bytes: Uint8Array, headers: Headers, decode: Decoder<T>, root = ''): T | null | undefined {
  const body = new TextDecoder().decode(bytes);
  const type = headers.get('Content-Type') ?? '';
  if (type.split(';')[0]!.trim().toLowerCase() !== 'application/json' && (type !== '' || body !== '')) {
    throw new ApiError(400, `unsupported Content-Type header (${type}): must be 'application/json'`);
  }
  if (body.trim() === '') return undefined;
  try {
    const value = parse(body);
    return value === null ? null : decode(value, root);
  } catch (error) {
    if (error instanceof JsonSyntax || error instanceof JsonType) throw new ApiError(400, `invalid JSON: ${error.message}`);
    throw error;
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    const end = scanJson(body);
    throw body.slice(end).trim() === '' ? new JsonSyntax('invalid value') : new ApiError(400, 'unexpected content after JSON');
  }
}

/**
 * Parts a request whose connection is to be taken over: Content-Length tells where its body ends;
 * what follows is the stream.
 */
export async function splitBody(request: Request): Promise<{ head: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const length = Number(request.headers.get('Content-Length') ?? 0);
  const chunks = chunksOf(request);
  const parts: Uint8Array[] = [];
  let missing = length;
  let left: Uint8Array | undefined;
  while (missing > 0) {
    const next = await chunks.next();
    if (next.done) break;
    parts.push(next.value.subarray(0, missing));
    if (next.value.length > missing) left = next.value.subarray(missing);
    missing -= parts.at(-1)!.length;
  }
  async function* rest() {
    if (left) yield left;
    yield* chunks;
  }
  return { head: concat(parts), rest: rest() };
}
