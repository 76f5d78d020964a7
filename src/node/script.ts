import { parse } from 'unbash';

/**
 * The commands of a script, each as its user would type it: a line, or several where the shell asks
 * for more. Comments and empty lines are left out. Each is run by a shell of its own.
 */
export function commandsOf(script: string): string[] {
  const commands: string[] = [];
  let pending = '';
  for (const line of script.split(/\r?\n/)) {
    if (!pending && (!line.trim() || line.trimStart().startsWith('#'))) continue;
    pending = pending ? `${pending}\n${line}` : line;
    if (!isComplete(pending)) continue;
    commands.push(pending);
    pending = '';
  }
  // What never becomes complete is for the shell to complain about.
  if (pending) commands.push(pending.trimEnd());
  return commands;
}

const isComplete = (text: string) => !text.endsWith('\\') && !awaitsHereDocument(text) && !awaitsMore(text);

/** Whether the parser missed something at the end, or what was begun has no end. */
function awaitsMore(text: string): boolean {
  return (parse(text).errors ?? []).some(({ message, pos }) => pos >= text.length || message.startsWith('unterminated'));
}

function awaitsHereDocument(text: string): boolean {
  const begun = [...text.matchAll(/(?<!<)<<-?\s*(["']?)(\w+)\1/g)].map(([, , end]) => end);
  const lines = text
    .split('\n')
    .slice(1)
    .map((line) => line.trim());
  return begun.some((end) => end !== undefined && !lines.includes(end));
}
