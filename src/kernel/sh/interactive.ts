import { parse } from 'unbash';
import { Leave, ShellError } from './control.ts';
import { runStatements } from './execute.ts';
import { expandQuoted } from './expand.ts';
import { complainOf } from './fork.ts';
import { announce } from './jobs.ts';
import { LineEditor } from './line-editor.ts';
import type { Shell } from './shell.ts';
import { checkSyntax, isBash, isUnfinished } from './syntax.ts';
import { runPendingTraps } from './traps.ts';

/** Reads and runs commands from a terminal until `exit` or ^D. */
export async function interact(shell: Shell): Promise<void> {
  const { sys } = shell;
  takeTerminal(shell);
  const editor = new LineEditor(sys);
  let text = '';
  for (;;) {
    if (text === '') await announce(shell);
    const line = await editor.read(text === '' ? await prompt(shell, 'PS1', primary(shell)) : await prompt(shell, 'PS2', '> '));
    if (line === undefined && text === '') break;
    text = line === null || line === undefined ? '' : `${text}${line}\n`;
    if (line === null) {
      shell.status = 130;
      continue;
    }
    if (line !== undefined && isUnfinished(text)) continue;
    await runLine(shell, text);
    text = '';
  }
  await sys.write(2, isBash(shell) ? 'exit\n' : '\n');
}

/** Makes the shell one that somebody sits at: it survives their signals, and gives the terminal to what it runs. */
export function takeTerminal(shell: Shell): void {
  const { sys } = shell;
  shell.options.add('interactive');
  shell.options.add('monitor');
  sys.trap('SIGINT', () => {});
  sys.trap('SIGTSTP', 'ignore');
  sys.trap('SIGTERM', 'ignore');
  sys.trap('SIGQUIT', 'ignore');
  sys.setForeground(0, sys.getGroup());
}

/** busybox asks for `/ # `, with the folder and by who one is; bash for `root@host:/# `. */
function primary(shell: Shell): string {
  const sign = shell.sys.uid === 0 ? '#' : '$';
  if (isBash(shell)) return `\\u@\\h:\\w${sign} `;
  return `\\w ${sign} `;
}

async function prompt(shell: Shell, name: string, standard: string): Promise<string> {
  const given = shell.get(name) ?? standard;
  const home = shell.get('HOME');
  const cwd = shell.get('PWD') ?? shell.sys.cwd;
  const shown = home && home !== '/' && (cwd === home || cwd.startsWith(`${home}/`)) ? `~${cwd.slice(home.length)}` : cwd;
  const user = shell.get('USER') ?? (shell.sys.uid === 0 ? 'root' : String(shell.sys.uid));
  const filled = given
    .replaceAll('\\w', shown)
    .replaceAll('\\W', shown === '/' || shown === '~' ? shown : shown.slice(shown.lastIndexOf('/') + 1))
    .replaceAll('\\h', shell.sys.hostname)
    .replaceAll('\\u', user)
    .replaceAll('\\$', shell.sys.uid === 0 ? '#' : '$')
    .replace(/\\[[\]]/g, '')
    .replaceAll('\\n', '\n')
    .replace(/\\(?:e|033)/g, '\x1b');
  return expandQuoted(shell, filled);
}

/** Runs a line; what is wrong with it is said, and the shell goes on. @throws Leave on `exit` */
export async function runLine(shell: Shell, text: string): Promise<void> {
  try {
    const script = parse(text);
    shell.source = { ...shell.source, text };
    checkSyntax(shell, script, text);
    await runStatements(shell, script.commands);
    await runPendingTraps(shell);
  } catch (error) {
    if (error instanceof Leave && error.kind === 'exit') throw error;
    if (error instanceof ShellError) {
      await complainOf(shell, error);
      shell.status = error.status;
    } else if (!(error instanceof Leave)) throw error;
  }
}
