import type { Program } from '../process/sys.ts';
import { echoText } from './lib/echo.ts';
import { complain, nameOf, print } from './lib/io.ts';
import { killCommand } from './lib/kill.ts';
import { formatPrintf } from './lib/printf.ts';
import { runTest } from './lib/test.ts';

export const yes: Program = async (sys) => {
  const line = `${sys.argv.length > 1 ? sys.argv.slice(1).join(' ') : 'y'}\n`;
  const block = line.repeat(Math.max(1, Math.floor(4096 / line.length)));
  for (;;) await print(sys, block);
};

export const succeed: Program = async () => 0;
export const fail: Program = async () => 1;

export const echo: Program = async (sys) => {
  await print(sys, echoText(sys.argv.slice(1)));
  return 0;
};

export const printf: Program = async (sys) => {
  const [, format, ...args] = sys.argv;
  if (format === undefined) return 1;
  const { text, errors } = formatPrintf(format, args);
  await print(sys, text);
  for (const error of errors) await complain(sys, error);
  return errors.length > 0 ? 1 : 0;
};

export const test: Program = async (sys) => {
  const { status, error } = runTest(sys, sys.argv);
  if (error !== undefined) await complain(sys, error);
  return status;
};

export const kill: Program = (sys) => killCommand(sys, nameOf(sys), sys.argv.slice(1));

export const pwd: Program = async (sys) => {
  await print(sys, `${sys.cwd}\n`);
  return 0;
};

export const clear: Program = async (sys) => {
  await print(sys, '\x1b[H\x1b[J');
  return 0;
};

export const reset: Program = async (sys) => {
  await print(sys, '\x1bc\x1b(B\x1b[m\x1b[J\x1b[?25h');
  return 0;
};

export const nproc: Program = async (sys) => {
  await print(sys, '2\n');
  return 0;
};

export const tty: Program = async (sys) => {
  const name = sys.ttyName(0);
  await print(sys, `${name ?? 'not a tty'}\n`);
  return name ? 0 : 1;
};
