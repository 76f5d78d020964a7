import type { Row } from './command.ts';
import { COMMANDS, GROUPS } from './commands.ts';
import type { Flag } from './flag.ts';
import { flagUsages } from './flag-usages.ts';

/** Names are padded to this in lists, as cobra's NamePadding, which the longest of all of docker's names sets. */
const NAME_PADDING = 11;

const list = (rows: readonly { readonly name: string; readonly short: string }[]) =>
  rows.map((row) => `\n  ${row.name.padEnd(NAME_PADDING)} ${row.short}`).join('');

const options = (flags: readonly Flag[], columns: number) => flagUsages(flags, columns).trimEnd();

/** Help for one command, in the layout of docker/cli cli/cobra.go. */
export function commandHelp(row: Row, flags: readonly Flag[], columns: number): string {
  const aliases = row.alsoKnownAs ?? [row.name, ...(row.aliases ?? [])].map((name) => `docker ${name}`).join(', ');
  const hasAliases = row.alsoKnownAs !== undefined || row.aliases !== undefined;
  return (
    `Usage:  docker ${row.name} ${row.use}\n\n${row.short}` +
    (hasAliases ? `\n\nAliases:\n  ${aliases}` : '') +
    (flags.some((flag) => !flag.hidden) ? `\n\nOptions:\n${options(flags, columns)}` : '') +
    '\n'
  );
}

export function groupHelp(name: string): string {
  const group = GROUPS.find((candidate) => candidate.name === name);
  const inside = COMMANDS.filter((row) => row.name.startsWith(`${name} `)).map((row) => ({
    ...row,
    name: row.name.slice(name.length + 1),
  }));
  const sorted = inside.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return `Usage:  docker ${name} COMMAND\n\n${group?.short ?? ''}\n\nCommands:${list(sorted)}\n\nRun 'docker ${name} COMMAND --help' for more information on a command.\n`;
}

export function rootHelp(flags: readonly Flag[], columns: number): string {
  const top = COMMANDS.filter((row) => !row.name.includes(' '));
  const common = top.filter((row) => row.common !== undefined).toSorted((a, b) => (a.common ?? 0) - (b.common ?? 0));
  const others = top.filter((row) => row.common === undefined).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return (
    `Usage:  docker [OPTIONS] COMMAND\n\nA self-sufficient runtime for containers` +
    `\n\nCommon Commands:${list(common)}` +
    `\n\nManagement Commands:${list(GROUPS)}` +
    `\n\nCommands:${list(others)}` +
    `\n\nGlobal Options:\n${options(flags, columns)}` +
    `\n\nRun 'docker COMMAND --help' for more information on a command.` +
    `\n\nFor more help on how to use Docker, head to https://docs.docker.com/go/guides/\n`
  );
}
