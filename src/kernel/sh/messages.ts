import type { ShellError } from './control.ts';
import type { Flavour, Shell } from './shell.ts';

/** What ash says, and how bash and dash put it. */
const rewordings: readonly (readonly [flavour: Flavour, from: RegExp, to: string])[] = [
  ['bash', /^(.*\/.*): not found$/, '$1: No such file or directory'],
  ['bash', /^(.*): not found$/, '$1: command not found'],
  ['bash', /^can't cd to (.*)$/, '$1'],
  ['bash', /^can't create (.*): nonexistent directory$/, '$1: No such file or directory'],
  ['bash', /^can't open (.*): no such file$/, '$1: No such file or directory'],
  ['bash', /^can't (?:create|open) (.*)$/, '$1'],
  ['bash', /^can't fork: (.*)$/, 'fork: $1'],
  ['bash', /^(.*): is read only$/, '$1: readonly variable'],
  ['bash', /^(.*): parameter not set$/, '$1: unbound variable'],
  ['bash', /^Illegal number: (.*)$/, '$1: numeric argument required'],
  ['bash', /^syntax error: unterminated quoted string$/, 'unexpected EOF while looking for matching `"\''],
  ['bash', /^syntax error: unexpected "(.*)"$/, "syntax error near unexpected token `$1'"],
  ['dash', /^can't cd to (.*): .*$/, "can't cd to $1"],
  ['dash', /^can't create (.*): nonexistent directory$/, 'cannot create $1: Directory nonexistent'],
  ['dash', /^can't open (.*): no such file$/, 'cannot open $1: No such file'],
  ['dash', /^can't (create|open) (.*)$/, 'cannot $1 $2'],
  ['dash', /^can't fork: .*$/, 'Cannot fork'],
  ['dash', /^syntax error: (.*)$/, 'Syntax error: $1'],
];

/**
 * An error as the shell at hand prints it. ash: `sh: cd: line 0: can't cd to x`, `/tmp/s: line 1: x: not
 * found`; dash: `sh: 1: x: not found`; bash: `bash: line 1: x: command not found`.
 */
export function messageOf(shell: Shell, error: ShellError): string {
  const { flavour, name, position } = shell;
  const { text, name: file, firstLine } = shell.source;
  const row = rewordings.find(([of, from]) => of === flavour && from.test(error.message));
  const message = row ? error.message.replace(row[1], row[2]) : error.message;
  const before = text.slice(0, position).split('\n').length - 1;
  const builtin = error.builtin === undefined ? '' : `${error.builtin}: `;
  const interactive = shell.options.has('interactive');
  if (flavour === 'dash') return `${name}: ${before + 1}: ${builtin}${message}`;
  if (flavour === 'bash') return `${name}: ${interactive ? '' : `line ${before + 1}: `}${builtin}${message}`;
  const command = error.builtin ?? file;
  const where = command === undefined || command === name ? '' : `${command}: `;
  const numbered = command !== undefined && !interactive ? `line ${firstLine + before}: ` : '';
  return `${name}: ${where}${numbered}${message}`;
}
