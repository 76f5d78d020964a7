import { echoText } from '../../programs/lib/echo.ts';
import { formatPrintf } from '../../programs/lib/printf.ts';
import { runTest } from '../../programs/lib/test.ts';
import type { Builtin } from './index.ts';

const echo: Builtin = async (shell, [, ...words]) => {
  await shell.sys.write(1, echoText(words));
  return 0;
};

const printf: Builtin = async (shell, [, format, ...args]) => {
  if (format === undefined) {
    await shell.sys.write(2, 'Usage: printf FORMAT [ARG]...\n');
    return 2;
  }
  const { text, errors } = formatPrintf(format, args);
  await shell.sys.write(1, text);
  for (const error of errors) await shell.sys.write(2, `${shell.name}: ${error}\n`);
  return errors.length > 0 ? 1 : 0;
};

const test: Builtin = async (shell, argv) => {
  const { status, error } = runTest(shell.sys, argv);
  if (error !== undefined) await shell.sys.write(2, `${shell.name}: ${error}\n`);
  return status;
};

export const output: Readonly<Record<string, Builtin>> = { echo, printf, test, '[': test };
