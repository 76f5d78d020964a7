import type { Command } from './command.ts';

/** How many arguments a command takes; answers with docker's text when it is another number (docker/cli cli/required.go). */
export type ArgumentRule = (count: number, command: Pick<Command, 'path' | 'useLine' | 'isGroup'>, first: string) => string | undefined;

const plural = (count: number) => (count === 1 ? 'argument' : 'arguments');

type Placed = Pick<Command, 'path' | 'useLine'>;
const usage = (text: string, command: Placed, lead = 'Run') =>
  `docker: '${command.path}' ${text}\n\nUsage:  ${command.useLine}\n\n${lead} '${command.path} --help' for more information`;

export const noArguments: ArgumentRule = (count, command, first) => {
  if (count === 0) return undefined;
  if (command.isGroup) {
    return `docker: unknown command: ${command.path} ${first}\n\nUsage:  ${command.useLine}\n\nRun '${command.path} --help' for more information`;
  }
  return usage('accepts no arguments', command);
};

export const atLeast =
  (min: number): ArgumentRule =>
  (count, command) =>
    count >= min ? undefined : usage(`requires at least ${min} ${plural(min)}`, command, 'See');

/** The `S` is docker's own slip of the pen. */
export const atMost =
  (max: number): ArgumentRule =>
  (count, command) =>
    count <= max ? undefined : usage(`requires at most ${max} ${plural(max)}`, command, 'SRun');

export const between =
  (min: number, max: number): ArgumentRule =>
  (count, command) =>
    count >= min && count <= max ? undefined : usage(`requires at least ${min} and at most ${max} ${plural(max)}`, command);

export const exactly =
  (number: number): ArgumentRule =>
  (count, command) =>
    count === number ? undefined : usage(`requires ${number} ${plural(number)}`, command);
