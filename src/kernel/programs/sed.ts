import type { Sys } from '../process/sys.ts';
import { program } from './lib/define.ts';
import { complain, eachInput, linesOf, print } from './lib/io.ts';
import { parseSed, type SedCommand, SedError } from './lib/sed-script.ts';

/** sed, as far as scripts in images use it: addresses, s, d, p, q, a, i, c, y, n, N, =, groups, -n, -i, -E. */
export const sed = program('ne:f:iErsz', async (sys, { flags, values, rest }) => {
  const words = [...rest];
  const script = values.get('e') ?? words.shift() ?? '';
  let commands: SedCommand[];
  try {
    commands = parseSed(script, flags.has('E') || flags.has('r'));
  } catch (error) {
    if (!(error instanceof SedError)) throw error;
    await complain(sys, error.message);
    return 1;
  }
  if (!flags.has('i')) {
    const lines: string[] = [];
    const good = await eachInput(sys, words, async (fd) => {
      for await (const line of linesOf(sys, fd)) lines.push(line);
    });
    await new Editor(commands, flags.has('n'), (text) => print(sys, text)).run(lines);
    return good ? 0 : 1;
  }
  let status = 0;
  for (const path of words) if (!(await inPlace(sys, path, commands, flags.has('n')))) status = 1;
  return status;
});

async function inPlace(sys: Sys, path: string, commands: readonly SedCommand[], quiet: boolean): Promise<boolean> {
  const bytes = sys.fileBytes(path);
  if (!bytes) {
    await complain(sys, `${path}: No such file or directory`);
    return false;
  }
  const lines = new TextDecoder().decode(bytes).split('\n');
  if (lines.at(-1) === '') lines.pop();
  let out = '';
  await new Editor(commands, quiet, async (text) => {
    out += text;
  }).run(lines);
  const fd = sys.open(path, { write: true, create: true, truncate: true });
  await sys.write(fd, out);
  sys.close(fd);
  return true;
}

class Editor {
  #space = '';
  #hold = '';
  #number = 0;
  #after: string[] = [];
  #lines: string[] = [];
  readonly #active = new Set<SedCommand>();

  constructor(
    private readonly commands: readonly SedCommand[],
    private readonly quiet: boolean,
    private readonly write: (text: string) => Promise<void>,
  ) {}

  async run(lines: readonly string[]): Promise<void> {
    this.#lines = [...lines];
    for (let line = this.#lines.shift(); line !== undefined; line = this.#lines.shift()) {
      this.#number++;
      this.#space = line;
      const end = await this.#all(this.commands);
      if (end !== 'delete' && !this.quiet) await this.write(`${this.#space}\n`);
      for (const text of this.#after.splice(0)) await this.write(`${text}\n`);
      if (end === 'quit') return;
    }
  }

  #selected(command: SedCommand): boolean {
    const { from, to } = command;
    if (!from) return true;
    if (!to) return this.#at(from);
    if (this.#active.has(command)) {
      if (this.#at(to) || (typeof to === 'number' && this.#number >= to)) this.#active.delete(command);
      return true;
    }
    if (!this.#at(from)) return false;
    if (typeof to !== 'number' || to > this.#number) this.#active.add(command);
    return true;
  }

  #at(address: NonNullable<SedCommand['from']>): boolean {
    if (typeof address === 'number') return this.#number === address;
    return address === '$' ? this.#lines.length === 0 : address.test(this.#space);
  }

  async #all(commands: readonly SedCommand[]): Promise<'delete' | 'quit' | undefined> {
    for (const command of commands) {
      if (this.#selected(command) === command.not) continue;
      const end = command.group ? await this.#all(command.group) : await this.#one(command);
      if (end) return end;
    }
    return undefined;
  }

  async #one(command: SedCommand): Promise<'delete' | 'quit' | undefined> {
    switch (command.name) {
      case 's': {
        const before = this.#space;
        this.#space = command.substitute?.(before) ?? before;
        if (command.prints && this.#space !== before) await this.write(`${this.#space}\n`);
        return undefined;
      }
      case 'y':
        this.#space = command.substitute?.(this.#space) ?? this.#space;
        return undefined;
      case 'd':
        return 'delete';
      case 'p':
        await this.write(`${this.#space}\n`);
        return undefined;
      case 'q':
        return 'quit';
      case '=':
        await this.write(`${this.#number}\n`);
        return undefined;
      case 'a':
        this.#after.push(command.text ?? '');
        return undefined;
      case 'i':
        await this.write(`${command.text}\n`);
        return undefined;
      case 'c':
        await this.write(`${command.text}\n`);
        return 'delete';
      case 'h':
        this.#hold = this.#space;
        return undefined;
      case 'H':
        this.#hold += `\n${this.#space}`;
        return undefined;
      case 'g':
        this.#space = this.#hold;
        return undefined;
      case 'G':
        this.#space += `\n${this.#hold}`;
        return undefined;
      case 'x':
        [this.#space, this.#hold] = [this.#hold, this.#space];
        return undefined;
      default:
        return this.#next(command.name === 'N');
    }
  }

  async #next(join: boolean): Promise<'quit' | undefined> {
    const line = this.#lines.shift();
    if (line === undefined) return 'quit';
    this.#number++;
    if (join) this.#space += `\n${line}`;
    else {
      if (!this.quiet) await this.write(`${this.#space}\n`);
      this.#space = line;
    }
    return undefined;
  }
}
