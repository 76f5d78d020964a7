import type { Redirection } from 'unbash';
import { attempt, SysError } from '../errno.ts';
import type { OpenFlags } from '../fs/files.ts';
import { ShellError } from './control.ts';
import { expandParts, expandText } from './expand.ts';
import type { Shell } from './shell.ts';

const opening: Readonly<Record<string, { readonly fd: number; readonly flags: OpenFlags; readonly verb: string }>> = {
  '<': { fd: 0, flags: { read: true }, verb: 'open' },
  '<>': { fd: 0, flags: { read: true, write: true, create: true }, verb: 'open' },
  '>': { fd: 1, flags: { write: true, create: true, truncate: true }, verb: 'create' },
  '>|': { fd: 1, flags: { write: true, create: true, truncate: true }, verb: 'create' },
  '>>': { fd: 1, flags: { write: true, create: true, append: true }, verb: 'create' },
  '&>': { fd: 1, flags: { write: true, create: true, truncate: true }, verb: 'create' },
  '&>>': { fd: 1, flags: { write: true, create: true, append: true }, verb: 'create' },
};

/** Descriptors from here on are the shell's own: what it put aside to restore. */
const asideFrom = 10;

/** A failed redirection: the command does not run, and its status is 1. */
export class RedirectError extends ShellError {
  constructor(message: string) {
    super(message, 1);
  }
}

/** What a redirection replaced, by number; undefined where nothing was open. */
export type Saved = [fd: number, aside: number | undefined][];

/** Carries out redirections. With `saved`, what they replace is put aside first. @throws RedirectError */
export async function redirect(shell: Shell, redirections: readonly Redirection[], saved?: Saved): Promise<void> {
  for (const one of redirections) {
    if (one.descriptor?.type === 'FileDescriptorVariable') throw new ShellError('syntax error: unexpected redirection');
    if (one.type === 'HereDoc') await hereDocument(shell, one.descriptor?.value ?? 0, await bodyOf(shell, one), saved);
    else if (one.type === 'HereString')
      await hereDocument(shell, one.descriptor?.value ?? 0, `${await expandText(shell, one.target)}\n`, saved);
    else if (one.operator === '<&' || one.operator === '>&') await duplicate(shell, one, saved);
    else await open(shell, one, saved);
  }
}

type Redirect = Extract<Redirection, { type: 'Redirect' }>;

async function open(shell: Shell, one: Redirect, saved: Saved | undefined): Promise<void> {
  const how = opening[one.operator];
  if (!how) throw new ShellError(`syntax error: unexpected "${one.operator}"`);
  const path = await expandText(shell, one.target);
  const opened = attempt(() => shell.sys.open(path, how.flags));
  if ('error' in opened) {
    const { error } = opened;
    const text = error.code === 'ENOENT' ? (how.verb === 'create' ? 'nonexistent directory' : 'no such file') : error.message;
    throw new RedirectError(`can't ${how.verb} ${path}: ${text}`);
  }
  const fd = one.descriptor?.type === 'FileDescriptor' ? one.descriptor.value : how.fd;
  move(shell, opened.value, fd, saved);
  if (one.operator.startsWith('&')) {
    putAside(shell, 2, saved);
    shell.sys.dup(fd, { to: 2 });
  }
}

async function duplicate(shell: Shell, one: Redirect, saved: Saved | undefined): Promise<void> {
  const fd = one.descriptor?.type === 'FileDescriptor' ? one.descriptor.value : one.operator === '<&' ? 0 : 1;
  const target = await expandText(shell, one.target);
  if (target === '-') {
    putAside(shell, fd, saved);
    if (shell.sys.isOpen(fd)) shell.sys.close(fd);
    return;
  }
  if (!/^\d+$/.test(target)) throw new ShellError(`syntax error: bad fd number`);
  if (!shell.sys.isOpen(Number(target))) throw new RedirectError(`${target}: Bad file descriptor`);
  if (Number(target) === fd) return;
  putAside(shell, fd, saved);
  shell.sys.dup(Number(target), { to: fd });
}

type HereDoc = Extract<Redirection, { type: 'HereDoc' }>;

async function bodyOf(shell: Shell, { operator, delimiter, body }: HereDoc): Promise<string> {
  if (!delimiter?.quoted && body.parts) return expandParts(shell, body.parts);
  const text = operator === '<<-' ? body.text.replace(/^\t+/gm, '') : body.text;
  return delimiter?.quoted ? text : text.replace(/\\([$`\\\n])/g, (_, char: string) => (char === '\n' ? '' : char));
}

/** Through a pipe, filled by a child where it would not fit. */
async function hereDocument(shell: Shell, fd: number, text: string, saved: Saved | undefined): Promise<void> {
  const [reader, writer] = shell.sys.pipe();
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= 65_536) await shell.sys.write(writer, bytes);
  else {
    shell.sys.fork(async (sys) => {
      sys.close(reader);
      await sys.write(writer, bytes);
      return 0;
    });
  }
  shell.sys.close(writer);
  move(shell, reader, fd, saved);
}

function move(shell: Shell, from: number, to: number, saved: Saved | undefined): void {
  if (from === to) {
    saved?.push([to, undefined]);
    return;
  }
  putAside(shell, to, saved);
  shell.sys.dup(from, { to });
  shell.sys.close(from);
}

function putAside(shell: Shell, fd: number, saved: Saved | undefined): void {
  if (!saved) return;
  if (!shell.sys.isOpen(fd)) return void saved.push([fd, undefined]);
  const aside = shell.sys.dup(fd, { from: asideFrom });
  shell.sys.closeOnExec(aside);
  saved.push([fd, aside]);
}

/** Puts back what redirections replaced. */
export function restore(shell: Shell, saved: Saved): void {
  for (const [fd, aside] of saved.reverse()) {
    if (aside === undefined) closeIfOpen(shell, fd);
    else {
      shell.sys.dup(aside, { to: fd });
      shell.sys.close(aside);
    }
  }
}

function closeIfOpen(shell: Shell, fd: number): void {
  try {
    shell.sys.close(fd);
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
  }
}
