import type { Sys } from '../../process/sys.ts';

export interface HttpHead {
  /** `GET / HTTP/1.1`, or `HTTP/1.1 200 OK` */
  readonly line: string;
  readonly headers: ReadonlyMap<string, string>;
}

const decoder = new TextDecoder('latin1');
const endOfHead = '\r\n\r\n';

/** Reads HTTP messages from a connection (RFC 9112). */
export class HttpReader {
  #rest = '';

  constructor(
    private readonly sys: Sys,
    private readonly fd: number,
  ) {}

  async #more(): Promise<boolean> {
    const piece = await this.sys.read(this.fd);
    this.#rest += decoder.decode(piece);
    return piece.length > 0;
  }

  /** The next head; undefined when the connection has ended. */
  async head(): Promise<HttpHead | undefined> {
    while (!this.#rest.includes(endOfHead)) if (!(await this.#more())) return undefined;
    const at = this.#rest.indexOf(endOfHead);
    const [line = '', ...rows] = this.#rest.slice(0, at).split('\r\n');
    this.#rest = this.#rest.slice(at + endOfHead.length);
    const headers = rows.map((row) => [row.slice(0, row.indexOf(':')).toLowerCase(), row.slice(row.indexOf(':') + 1).trim()] as const);
    return { line, headers: new Map(headers) };
  }

  /** A body of a known length, or all up to the end of the connection. */
  async body(length: number | undefined): Promise<Uint8Array> {
    while (length === undefined || this.#rest.length < length) if (!(await this.#more())) break;
    const text = length === undefined ? this.#rest : this.#rest.slice(0, length);
    this.#rest = this.#rest.slice(text.length);
    return Uint8Array.from(text, (char) => char.charCodeAt(0));
  }
}

export const bodyLength = (head: HttpHead): number | undefined => {
  const length = head.headers.get('content-length');
  return length === undefined ? undefined : Number(length);
};
