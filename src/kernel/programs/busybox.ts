import { baseOf } from '../fs/tree.ts';
import type { Program, Sys } from '../process/sys.ts';
import { sh } from '../sh/program.ts';
import { applets } from './applets.ts';
import { busyboxVersion } from './lib/busybox-version.ts';
import { print } from './lib/io.ts';

const own: Readonly<Record<string, Program>> = { ...applets, sh, ash: sh };
const names = () => [...Object.keys(own), 'busybox'].sort();

/** The multi-call program: what it does depends on the name it was started by. */
export const busybox: Program = async (sys) => {
  const name = baseOf(sys.argv[0] ?? '').replace(/^-/, '');
  if (name !== 'busybox') return run(sys, name, true);
  const [, first] = sys.argv;
  if (first === undefined || first === '--help') return usage(sys);
  if (first === '--list') {
    await print(
      sys,
      names()
        .map((one) => `${one}\n`)
        .join(''),
    );
    return 0;
  }
  sys.setTitle(sys.argv.slice(1));
  return run(sys, first);
};

async function run(sys: Sys, name: string, linked = false): Promise<number> {
  const program = own[name];
  if (program) return program(sys);
  // A link by a name of its own is there because the real busybox knows it.
  await sys.write(2, linked ? `${name}: Drydock does not model this applet of busybox\n` : `${name}: applet not found\n`);
  return 127;
}

async function usage(sys: Sys): Promise<number> {
  await print(
    sys,
    `${busyboxVersion(sys)} multi-call binary.
BusyBox is copyrighted by many authors between 1998-2015.
Licensed under GPLv2. See source distribution for detailed
copyright notices.

Usage: busybox [function [arguments]...]
   or: busybox --list[-full]
   or: busybox --install [-s] [DIR]
   or: function [arguments]...

\tBusyBox is a multi-call binary that combines many common Unix
\tutilities into a single executable.  Most people will create a
\tlink to busybox for each function they wish to use and BusyBox
\twill act like whatever it was invoked as.

Currently defined functions:
${wrap(names())}
`,
  );
  return 0;
}

/** The names in lines of at most 71 columns, as busybox shows them. */
function wrap(words: readonly string[]): string {
  const lines: string[] = [];
  let line = '';
  for (const [i, word] of words.entries()) {
    const text = i === words.length - 1 ? word : `${word},`;
    if (line && line.length + 1 + text.length > 71) {
      lines.push(line);
      line = '';
    }
    line += line ? ` ${text}` : text;
  }
  return [...lines, line].map((one) => `\t${one}`).join('\n');
}
