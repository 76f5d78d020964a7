import type { ParsedScript } from 'unbash';
import { readAll } from '../programs/lib/io.ts';
import { runInChild } from './fork.ts';
import { waitFor } from './jobs.ts';
import type { Shell } from './shell.ts';
import { checkSyntax } from './syntax.ts';

/** What a script writes, without the newlines at its end: `$( … )`. */
export async function substitute(shell: Shell, script: ParsedScript): Promise<string> {
  checkSyntax(shell, script, '');
  if (script.commands.length === 0) return '';
  const { sys } = shell;
  const [reader, writer] = sys.pipe();
  const pid = runInChild(shell, script.commands, { fds: { 1: writer }, drop: [reader, writer] });
  sys.close(writer);
  const bytes = await readAll(sys, reader);
  sys.close(reader);
  shell.status = await waitFor(shell, pid);
  shell.substitutionStatus = shell.status;
  return new TextDecoder().decode(bytes).replaceAll('\0', '').replace(/\n+$/, '');
}
