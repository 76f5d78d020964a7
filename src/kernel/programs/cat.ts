import { program } from './lib/define.ts';
import { eachInput } from './lib/io.ts';

export const cat = program('nbsAetTuvE', async (sys, { flags, rest }) => {
  let line = 0;
  const good = await eachInput(sys, rest, async (fd) => {
    let rest = '';
    for (let piece = await sys.read(fd); piece.length > 0; piece = await sys.read(fd)) {
      if (!flags.has('n') && !flags.has('b')) await sys.write(1, piece);
      else {
        const lines = (rest + new TextDecoder().decode(piece)).split('\n');
        rest = lines.pop() ?? '';
        for (const text of lines) await sys.write(1, numbered(text));
      }
    }
    if (rest) await sys.write(1, numbered(rest).slice(0, -1));
  });
  return good ? 0 : 1;

  function numbered(text: string): string {
    return flags.has('b') && text === '' ? '\n' : `${String(++line).padStart(6)}\t${text}\n`;
  }
});
