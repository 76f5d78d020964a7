import type { Sys } from '../process/sys.ts';

/**
 * A line editor for interactive shells: the terminal in character mode, the keys of busybox's own
 * (libbb/lineedit.c): arrows, ^A ^E ^B ^F, ^U ^K ^W, ^L, history with up and down, ^C, ^D.
 */
export class LineEditor {
  readonly #history: string[] = [];
  #line: string[] = [];
  #at = 0;
  #historyAt = 0;
  #prompt = '';
  /** Keys that came behind the end of the last line. */
  #pending = '';
  readonly #decoder = new TextDecoder();

  constructor(private readonly sys: Sys) {}

  /** A line; null after ^C, undefined after ^D on an empty one. */
  async read(prompt: string): Promise<string | null | undefined> {
    const { sys } = this;
    this.#prompt = prompt;
    this.#line = [];
    this.#at = 0;
    this.#historyAt = this.#history.length;
    const before = sys.modes(0);
    sys.setModes(0, { canonical: false, echo: false, signals: false });
    try {
      await sys.write(1, prompt);
      return await this.#keys();
    } finally {
      sys.setModes(0, before);
    }
  }

  async #keys(): Promise<string | null | undefined> {
    for (;;) {
      if (this.#pending === '') {
        const bytes = await this.sys.read(0);
        if (bytes.length === 0) return undefined;
        this.#pending = this.#decoder.decode(bytes, { stream: true });
      }
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the keys of a terminal.
      const [key = ''] = /^(?:\x1b\[[\d;]*[A-Za-z~]|\x1bO[A-Z]|[^\x00-\x1f\x7f]+|[\s\S])/u.exec(this.#pending) ?? [];
      this.#pending = this.#pending.slice(key.length);
      if (key === '\r' || key === '\n') return this.#enter();
      if (key === '\x03') {
        await this.sys.write(1, '^C\n');
        return null;
      }
      if (key === '\x04' && this.#line.length === 0) return undefined;
      await this.#press(key);
    }
  }

  async #enter(): Promise<string> {
    await this.sys.write(1, '\n');
    const line = this.#line.join('');
    if (line.trim() !== '' && this.#history.at(-1) !== line) this.#history.push(line);
    return line;
  }

  async #press(key: string): Promise<void> {
    const edit = edits[key];
    if (edit) {
      const next = edit(this.#line, this.#at);
      if (next) return this.#show(next.line, next.at);
    } else if (key === '\x1b[A' || key === '\x10') return this.#recall(-1);
    else if (key === '\x1b[B' || key === '\x0e') return this.#recall(1);
    else if (key === '\x0c') {
      await this.sys.write(1, `\x1b[H\x1b[J${this.#prompt}`);
      return this.#show(this.#line, this.#at);
    } else if (key >= ' ' && key !== '\x7f' && !key.startsWith('\x1b')) return this.#insert(key);
  }

  async #insert(text: string): Promise<void> {
    const line = this.#line.toSpliced(this.#at, 0, ...text);
    const at = this.#at + [...text].length;
    if (this.#at < this.#line.length) return this.#show(line, at);
    this.#line = line;
    this.#at = at;
    await this.sys.write(1, text);
  }

  async #recall(step: number): Promise<void> {
    const at = this.#historyAt + step;
    if (at < 0 || at > this.#history.length) return;
    this.#historyAt = at;
    const line = [...(this.#history[at] ?? '')];
    await this.#show(line, line.length);
  }

  /** Draws the line anew, the cursor at `at`. */
  async #show(line: readonly string[], at: number): Promise<void> {
    const back = this.#at > 0 ? `\x1b[${this.#at}D` : '';
    const home = line.length - at > 0 ? `\x1b[${line.length - at}D` : '';
    this.#line = [...line];
    this.#at = at;
    await this.sys.write(1, `${back}${line.join('')}\x1b[J${home}`);
  }
}

type Edit = (line: readonly string[], at: number) => { line: readonly string[]; at: number } | undefined;

const backspace: Edit = (line, at) => (at > 0 ? { line: line.toSpliced(at - 1, 1), at: at - 1 } : undefined);
const remove: Edit = (line, at) => ({ line: line.toSpliced(at, 1), at });
const left: Edit = (line, at) => ({ line, at: Math.max(0, at - 1) });
const right: Edit = (line, at) => ({ line, at: Math.min(line.length, at + 1) });
const first: Edit = (line) => ({ line, at: 0 });
const last: Edit = (line) => ({ line, at: line.length });
const word: Edit = (line, at) => {
  const kept = line
    .slice(0, at)
    .join('')
    .replace(/\S*\s*$/, '');
  return { line: [...kept, ...line.slice(at)], at: [...kept].length };
};

const edits: Readonly<Record<string, Edit>> = {
  '\x7f': backspace,
  '\b': backspace,
  '\x04': remove,
  '\x1b[3~': remove,
  '\x1b[D': left,
  '\x02': left,
  '\x1b[C': right,
  '\x06': right,
  '\x1b[H': first,
  '\x1b[1~': first,
  '\x01': first,
  '\x1b[F': last,
  '\x1b[4~': last,
  '\x05': last,
  '\x15': (line, at) => ({ line: line.slice(at), at: 0 }),
  '\x0b': (line, at) => ({ line: line.slice(0, at), at }),
  '\x17': word,
};
