import type { Sys } from '../../process/sys.ts';

/** A reply in RESP (redis.io, "Redis serialization protocol"): an error is an Error, a status an object. */
export type Reply = string | number | null | Error | { readonly status: string } | readonly Reply[];

export function encodeReply(reply: Reply): string {
  if (reply === null) return '$-1\r\n';
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (typeof reply === 'string') return `$${new TextEncoder().encode(reply).length}\r\n${reply}\r\n`;
  if (reply instanceof Error) return `-${reply.message}\r\n`;
  if ('status' in reply) return `+${reply.status}\r\n`;
  return `*${reply.length}\r\n${reply.map(encodeReply).join('')}`;
}

/** Reads commands or replies from a connection. */
export class RespReader {
  #bytes = new Uint8Array(0);

  constructor(
    private readonly sys: Sys,
    private readonly fd: number,
  ) {}

  async #more(): Promise<boolean> {
    const piece = await this.sys.read(this.fd);
    const joined = new Uint8Array(this.#bytes.length + piece.length);
    joined.set(this.#bytes);
    joined.set(piece, this.#bytes.length);
    this.#bytes = joined;
    return piece.length > 0;
  }

  async #line(): Promise<string | undefined> {
    for (;;) {
      const at = this.#bytes.indexOf(10);
      if (at >= 0) {
        const line = new TextDecoder().decode(this.#bytes.subarray(0, at)).replace(/\r$/, '');
        this.#bytes = this.#bytes.slice(at + 1);
        return line;
      }
      if (!(await this.#more())) return undefined;
    }
  }

  async #take(size: number): Promise<string> {
    while (this.#bytes.length < size + 2 && (await this.#more()));
    const text = new TextDecoder().decode(this.#bytes.subarray(0, size));
    this.#bytes = this.#bytes.slice(size + 2);
    return text;
  }

  /** The words of the next command; undefined when the connection has ended. */
  async command(): Promise<string[] | undefined> {
    const line = await this.#line();
    if (line === undefined) return undefined;
    if (!line.startsWith('*')) return line.trim().split(/\s+/);
    const words: string[] = [];
    for (let i = 0; i < Number(line.slice(1)); i++) {
      const size = await this.#line();
      words.push(await this.#take(Number(size?.slice(1) ?? 0)));
    }
    return words;
  }

  async reply(): Promise<Reply | undefined> {
    const line = await this.#line();
    if (line === undefined) return undefined;
    const rest = line.slice(1);
    if (line.startsWith('+')) return { status: rest };
    if (line.startsWith('-')) return new Error(rest);
    if (line.startsWith(':')) return Number(rest);
    if (line.startsWith('$')) return rest === '-1' ? null : this.#take(Number(rest));
    const items: Reply[] = [];
    for (let i = 0; i < Number(rest); i++) items.push((await this.reply()) ?? null);
    return items;
  }
}
