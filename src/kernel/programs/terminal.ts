import type { Program, Sys } from '../process/sys.ts';
import { complain, print } from './lib/io.ts';
import { become } from './run.ts';

/** stty: the size and the modes of the terminal, and a change of them. */
export const stty: Program = async (sys) => {
  if (!sys.isTerminal(0)) {
    await complain(sys, 'standard input: Not a tty');
    return 1;
  }
  const words = sys.argv.slice(1);
  const { rows = 0, columns = 0 } = sys.size(0) ?? {};
  if (words.length === 0 || words[0] === '-a') {
    const { echo, canonical, signals, mapInput, mapOutput } = sys.modes(0);
    const mark = (on: boolean, name: string) => `${on ? '' : '-'}${name}`;
    await print(sys, `speed 38400 baud;${words[0] === '-a' ? ` rows ${rows}; columns ${columns};` : ''} line = 0;\n`);
    if (words[0] === '-a')
      await print(
        sys,
        `${mark(mapInput, 'icrnl')} ${mark(mapOutput, 'opost')} ${mark(mapOutput, 'onlcr')} ${mark(signals, 'isig')} ${mark(canonical, 'icanon')} ${mark(echo, 'echo')}\n`,
      );
    return 0;
  }
  for (const word of words) {
    if (word === 'size') await print(sys, `${rows} ${columns}\n`);
    else if (!change(sys, word)) {
      await complain(sys, `invalid argument '${word}'`);
      return 1;
    }
  }
  return 0;
};

function change(sys: Sys, word: string): boolean {
  const on = !word.startsWith('-');
  const name = on ? word : word.slice(1);
  if (name === 'raw') sys.setRaw(0, on);
  else if (name === 'sane' || name === 'cooked') sys.setRaw(0, false);
  else if (name === 'echo') sys.setModes(0, { echo: on });
  else if (name === 'icanon') sys.setModes(0, { canonical: on });
  else if (name === 'isig') sys.setModes(0, { signals: on });
  else if (name === 'icrnl') sys.setModes(0, { mapInput: on });
  else if (name === 'onlcr' || name === 'opost') sys.setModes(0, { mapOutput: on });
  else return false;
  return true;
}

/** watch: a command's output, again and again, on a cleared screen. */
export const watch: Program = async (sys) => {
  const words = sys.argv.slice(1);
  let seconds = 2;
  while (words[0]?.startsWith('-')) {
    const option = words.shift() as string;
    if (option.startsWith('-n')) seconds = Number(option.slice(2) || words.shift());
  }
  for (;;) {
    await print(sys, `\x1b[H\x1b[JEvery ${seconds.toFixed(1)}s: ${words.join(' ')}\n\n`);
    const child = sys.fork((forked) => become(forked, ['sh', '-c', words.join(' ')]));
    await sys.wait(child);
    await sys.sleep(seconds * 1000);
  }
};
