import { chunksOf } from '../../core/http.ts';

/** The JSON values of a stream that has one a line, as text. The last line needs no end. */
export async function* jsonLines(response: { readonly body: ReadableStream<Uint8Array> | null }): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunksOf(response)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) yield line;
  }
  if (rest.trim()) yield rest;
}
