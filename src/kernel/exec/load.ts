import { sysError } from '../errno.ts';
import { may } from '../fs/access.ts';
import type { Asker, Files } from '../fs/files.ts';
import { baseOf } from '../fs/tree.ts';
import type { Program } from '../process/sys.ts';
import { parseElf, programOf } from './elf.ts';
import { interpret } from './interpret.ts';

/** What a file turned out to run. */
export interface Loaded {
  readonly program: Program;
  readonly argv: readonly string[];
  /** The program's file: for a script, its interpreter's. */
  readonly exe: string;
}

/** A script's interpreter may be a script: at most five deep (Linux fs/exec.c). */
const maxScripts = 5;
/** Linux reads this much of a `#!` line. */
const maxLine = 256;
const decoder = new TextDecoder();

export interface Loader {
  readonly files: Files;
  readonly programs: ReadonlyMap<string, Program>;
  readonly architecture: string;
}

/** @throws SysError ENOENT, EACCES, ENOEXEC, ELOOP */
export function load(loader: Loader, asker: Asker, path: string, argv: readonly string[], depth = 0): Loaded {
  const at = loader.files.resolve(asker, path);
  if (!at.node) throw sysError('ENOENT');
  if (at.node.type !== 'file' || !may(asker.who, at.node, 'execute')) throw sysError('EACCES');
  const { data } = at.node;
  if (data[0] === 0x23 && data[1] === 0x21) {
    if (depth >= maxScripts) throw sysError('ELOOP');
    const [interpreter, argument] = interpreterLine(data);
    if (!interpreter) throw sysError('ENOEXEC');
    return load(loader, asker, interpreter, [interpreter, ...(argument ? [argument] : []), path, ...argv.slice(1)], depth + 1);
  }
  const elf = parseElf(data);
  if (!elf || elf.architecture !== loader.architecture) throw sysError('ENOEXEC');
  const name = programOf(elf) ?? (baseOf(at.path) === 'busybox' ? 'busybox' : undefined);
  const known = name === undefined ? undefined : loader.programs.get(name);
  return { program: known ?? interpret(data, elf), argv, exe: at.path };
}

function interpreterLine(data: Uint8Array): [interpreter: string | undefined, argument: string | undefined] {
  const line = decoder.decode(data.subarray(2, maxLine)).split('\n', 1)[0]?.trim() ?? '';
  const [, interpreter, argument] = /^(\S+)(?:\s+(.*))?$/.exec(line) ?? [];
  return [interpreter, argument];
}
