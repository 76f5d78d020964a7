/** Header names as Go writes them: `Content-Type`, `X-Registry-Auth` (Go net/textproto, CanonicalMIMEHeaderKey). */
export const canonicalName = (name: string): string => name.toLowerCase().replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());

/** For `node:http`, which takes names and values in turn. */
export const toRawHeaders = (headers: Headers): string[] => [...headers].flatMap(([name, value]) => [canonicalName(name), value]);

/** All headers as they came over the wire; one that came several times is joined by commas. */
export function fromRawHeaders(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < raw.length; i += 2) headers.append(raw[i] as string, raw[i + 1] as string);
  return headers;
}
