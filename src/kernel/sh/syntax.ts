import type { ParsedScript } from 'unbash';
import { ShellError } from './control.ts';

/** The parser's complaints in the words of busybox ash. @throws ShellError */
export function checkSyntax(script: ParsedScript): void {
  const errors = script.errors ?? [];
  const first = errors[0];
  if (!first) return;
  const closing = errors.map((error) => /expected '(\w+|[})])' to close/.exec(error.message)?.[1]).find(Boolean);
  throw new ShellError(`syntax error: ${wording(first.message, closing)}`);
}

function wording(message: string, closing: string | undefined): string {
  if (/unterminated (single|double) quote|unterminated quoted/.test(message)) return 'unterminated quoted string';
  const token = /unexpected token '(.*)'/.exec(message)?.[1];
  if (token !== undefined) return `unexpected ${token === '\n' ? 'newline' : `"${token}"`}`;
  if (/unterminated/.test(message)) return 'unexpected end of file (expecting ")")';
  return `unexpected end of file${closing ? ` (expecting "${closing}")` : ''}`;
}
