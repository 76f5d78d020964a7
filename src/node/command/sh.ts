import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { messageChannelTurn, runFast } from '../../core/drivers.ts';
import type { TraceEvent } from '../../core/trace/events.ts';
import { createWorld } from '../../world/world.ts';
import { Failure, systemWords } from '../failure.ts';
import { readOptions } from '../options.ts';
import { commandsOf } from '../script.ts';
import { writeWhole } from '../write-whole.ts';

/** `drydock sh FILE|-`: runs a script in a fresh world, as fast as possible. Its status is that of its last command. */
export async function sh(args: readonly string[]): Promise<number> {
  const { values, operands } = readOptions(args, ['trace']);
  const [file, extra] = operands;
  if (file === undefined) throw new Failure('sh: which script? give FILE, or - for standard input');
  if (extra !== undefined) throw new Failure(`unexpected argument ${extra}`);
  const script = await readScript(file);

  const world = createWorld({ seed: 1 });
  world.trace.subscribe(show);
  const turn = messageChannelTurn();
  let status = 0;
  for (const line of commandsOf(script)) {
    const command = world.run(line);
    status = await runFast(world.clock, command.exitCode, turn);
    if (command.left) break;
  }
  if (values.trace !== undefined) await keepTrace(values.trace, JSON.stringify(world.trace.toTrace()));
  return status;
}

function show(event: TraceEvent): void {
  if (event.type === 'terminal.output') process[event.stream].write(event.text);
}

async function readScript(file: string): Promise<string> {
  try {
    if (file !== '-') return await readFile(file, 'utf8');
    let text = '';
    for await (const piece of process.stdin.setEncoding('utf8')) text += piece;
    return text;
  } catch (error) {
    throw new Failure(`cannot read ${file}: ${systemWords(error)}`);
  }
}

async function keepTrace(path: string, text: string): Promise<void> {
  await writeWhole(path, text).catch((error: unknown) => {
    throw new Failure(`cannot write ${path}: ${systemWords(error)}`);
  });
}
