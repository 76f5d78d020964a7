import { program } from './lib/define.ts';
import { isGnu } from './lib/gnu.ts';
import { eachInput, print, readAll } from './lib/io.ts';

interface Counts {
  lines: number;
  words: number;
  bytes: number;
  chars: number;
  longest: number;
}

const columns = [
  ['l', 'lines'],
  ['w', 'words'],
  ['m', 'chars'],
  ['c', 'bytes'],
  ['L', 'longest'],
] as const;

export const wc = program('lwcmL', async (sys, { flags, rest }) => {
  const chosen = columns.filter(([letter]) => (flags.size > 0 ? flags.has(letter) : 'lwc'.includes(letter)));
  const total: Counts = { lines: 0, words: 0, bytes: 0, chars: 0, longest: 0 };
  // A single number is printed bare; several stand in columns.
  let width = 9;
  const show = (counts: Counts, name: string | undefined) => {
    const numbers = chosen.map(([, key]) => (chosen.length > 1 ? String(counts[key]).padStart(width) : String(counts[key])));
    return print(sys, `${numbers.join(chosen.length > 1 ? ' ' : '')}${name === undefined ? '' : ` ${name}`}\n`);
  };
  if (isGnu(sys)) width = rest.length > 0 ? String(rest.reduce((sum, path) => sum + (sys.fileBytes(path)?.length ?? 0), 0)).length : 7;
  const good = await eachInput(sys, rest, async (fd, path) => {
    const counts = countsOf(await readAll(sys, fd));
    for (const key of Object.keys(total) as (keyof Counts)[])
      total[key] = key === 'longest' ? Math.max(total[key], counts[key]) : total[key] + counts[key];
    await show(counts, rest.length > 0 ? path : undefined);
  });
  if (rest.length > 1) await show(total, 'total');
  return good ? 0 : 1;
});

function countsOf(bytes: Uint8Array): Counts {
  const text = new TextDecoder().decode(bytes);
  const lines = text.split('\n');
  return {
    lines: lines.length - 1,
    words: text.split(/\s+/).filter((word) => word !== '').length,
    bytes: bytes.length,
    chars: [...text].length,
    longest: lines.reduce((most, line) => Math.max(most, line.length), 0),
  };
}
