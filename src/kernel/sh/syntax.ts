import { forEachChild, type ParsedScript, parse, type SyntaxNode } from 'unbash';
import { ShellError } from './control.ts';
import type { Shell } from './shell.ts';

/** The parser's complaints in the words of busybox ash. @throws ShellError */
export function checkSyntax(shell: Shell, script: ParsedScript, text: string): void {
  if (text.includes('<<<') && !isBash(shell)) refuseHereStrings(script);
  const errors = script.errors ?? [];
  const first = errors[0];
  if (!first) return;
  const closing = errors.map((error) => /expected '(\w+|[})])' to close/.exec(error.message)?.[1]).find(Boolean);
  const next = /^expected command/.test(first.message) ? /^\s*(\w+|[;&|)}]+)/.exec(text.slice(first.pos))?.[1] : undefined;
  throw new ShellError(`syntax error: ${next ? `unexpected "${next}"` : wording(first.message, closing)}`);
}

export const isBash = (shell: Shell): boolean => shell.flavour === 'bash';

function refuseHereStrings(node: SyntaxNode): void {
  if ((node as { type: string }).type === 'HereString') throw new ShellError('syntax error: unexpected redirection');
  forEachChild(node, refuseHereStrings);
}

function wording(message: string, closing: string | undefined): string {
  if (/unterminated (single|double) quote|unterminated quoted/.test(message)) return 'unterminated quoted string';
  const token = /unexpected token '(.*)'/.exec(message)?.[1];
  if (token !== undefined) return `unexpected ${token === '\n' ? 'newline' : `"${token}"`}`;
  if (/unterminated/.test(message)) return 'unexpected end of file (expecting ")")';
  return `unexpected end of file${closing ? ` (expecting "${closing}")` : ''}`;
}

/** Whether the text stops in the middle of something: a quote, an `if`, a here-document. */
export function isUnfinished(text: string): boolean {
  if (/(^|[^\\])(\\\\)*\\\n$/.test(text)) return true;
  const script = parse(text);
  const first = script.errors?.[0];
  if (first) return first.message.startsWith('unterminated') || text.slice(first.pos).replace(/^[{(]/, '').trim() === '';
  return text.includes('<<') && hasOpenDocument(script);
}

function hasOpenDocument(node: SyntaxNode): boolean {
  let found = false;
  const look = (one: SyntaxNode) => {
    const { type, closing } = one as { type: string; closing?: unknown };
    if (type === 'HereDoc' && !closing) found = true;
    forEachChild(one, look);
  };
  look(node);
  return found;
}
