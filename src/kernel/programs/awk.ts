import type { Sys } from '../process/sys.ts';
import { AwkSyntax, parseAwk } from './lib/awk-parse.ts';
import { Awk, AwkError } from './lib/awk-run.ts';
import { program } from './lib/define.ts';
import { complain, eachInput, linesOf, print } from './lib/io.ts';

/** awk, the everyday part of POSIX awk: patterns, fields, variables, arrays, printf, the usual functions. */
export const awk = program(
  'F:v:f:',
  async (sys, { values, rest }) => {
    const words = [...rest];
    const file = values.get('f');
    const source = file ? new TextDecoder().decode(sys.fileBytes(file) ?? new Uint8Array(0)) : (words.shift() ?? '');
    try {
      return await run(sys, source, words, values);
    } catch (error) {
      if (!(error instanceof AwkError || error instanceof AwkSyntax)) throw error;
      await complain(sys, error.message);
      return 1;
    }
  },
  { stop: true },
);

async function run(sys: Sys, source: string, words: readonly string[], values: ReadonlyMap<string, string>): Promise<number> {
  const machine = new Awk(parseAwk(source), (text) => print(sys, text), sys.env);
  const separator = values.get('F');
  if (separator !== undefined) machine.set('FS', separator.replaceAll('\\t', '\t'));
  const assignment = values.get('v');
  if (assignment) machine.set(assignment.slice(0, assignment.indexOf('=')), assignment.slice(assignment.indexOf('=') + 1));
  await machine.begin();
  let good = true;
  if (!machine.exited && machine.readsInput) {
    good = await eachInput(sys, words, async (fd, path) => {
      machine.set('FILENAME', path === '-' ? '' : path);
      machine.set('FNR', 0);
      for await (const line of linesOf(sys, fd)) {
        await machine.line(line);
        if (machine.exited) return;
      }
    });
  }
  await machine.end();
  return machine.status || (good ? 0 : 2);
}
