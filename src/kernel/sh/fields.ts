import type { Segment } from './pattern.ts';

/** Collects what words expand to: fields, each made of quoted and unquoted pieces. */
export class Fields {
  readonly #done: Segment[][] = [];
  #current: Segment[] | undefined;
  /** White space has ended the field: what comes next begins a new one. */
  #separated = false;

  constructor(private readonly ifs: string) {}

  /** Text that is not split. Quoted text makes a field even when it is empty. */
  add(text: string, quoted: boolean): void {
    if (text === '' && !quoted) return;
    if (this.#separated) this.break();
    this.#current ??= [];
    this.#current.push({ text, quoted });
  }

  /** The result of an unquoted expansion, split at the characters of IFS (POSIX XCU 2.6.5). */
  addSplit(text: string): void {
    let piece = '';
    const flush = () => {
      this.add(piece, false);
      piece = '';
    };
    for (const char of text) {
      if (!this.ifs.includes(char)) piece += char;
      else {
        flush();
        if (/[ \t\n]/.test(char)) this.#separated = this.#current !== undefined;
        else {
          // A separator that is no white space ends a field, be it empty.
          this.#current ??= [];
          this.break();
        }
      }
    }
    flush();
  }

  /** Ends the field, if one has begun. */
  break(): void {
    if (this.#current) this.#done.push(this.#current);
    this.#current = undefined;
    this.#separated = false;
  }

  result(): Segment[][] {
    this.break();
    return this.#done;
  }
}
