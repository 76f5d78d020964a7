import { baseOf } from '../../fs/tree.ts';
import type { Program, Sys } from '../../process/sys.ts';

const ofGnu = new WeakSet<Sys>();

/** A program as the GNU tools have it: one executable each, with their own words and columns. */
export const asGnu =
  (program: Program): Program =>
  (sys) => {
    ofGnu.add(sys);
    return program(sys);
  };

export const isGnu = (sys: Sys): boolean => ofGnu.has(sys);

/** What busybox says, and how the GNU tool of that name puts it. */
const rewordings: readonly (readonly [programs: string, from: RegExp, to: string])[] = [
  ['head', /^(.*): (No such file or directory|Permission denied)$/, "cannot open '$1' for reading: $2"],
  ['tail', /^can't open '(.*)': (.*)$/, "cannot open '$1' for reading: $2"],
  ['sort', /^(.*): (No such file or directory|Permission denied)$/, 'cannot read: $1: $2'],
  ['ls', /^can't open '(.*)': (.*)$/, "cannot open directory '$1': $2"],
  ['ls', /^(.*): (No such file or directory|Permission denied)$/, "cannot access '$1': $2"],
  ['cp', /^can't open '(.*)': (.*)$/, "cannot open '$1' for reading: $2"],
  ['cp', /^can't create '(.*)': (.*)$/, "cannot create regular file '$1': $2"],
  ['cp', /^omitting directory '(.*)'$/, "-r not specified; omitting directory '$1'"],
  ['rm', /^'(.*)' is a directory$/, "cannot remove '$1': Is a directory"],
  ['rm', /^can't remove '\.' or '\.\.'$/, "refusing to remove '.' or '..' directory"],
  ['mv', /^can't rename '(.*)': (No such file.*)$/, "cannot stat '$1': $2"],
  ['mv', /^can't rename '(.*)': (.*)$/, "cannot move '$1': $2"],
  ['touch', /^(.*): (.*)$/, "cannot touch '$1': $2"],
  ['rmdir', /^'(.*)': (.*)$/, "failed to remove '$1': $2"],
  ['chmod chown chgrp', /^(.*): (No such file or directory)$/, "cannot access '$1': $2"],
  ['chmod chown chgrp', /^(.*): (Operation not permitted)$/, "changing the attributes of '$1': $2"],
  ['id', /^unknown user (.*)$/, "'$1': no such user"],
  ['whoami', /^unknown uid (.*)$/, 'cannot find name for user ID $1'],
  ['sleep', /^invalid number '(.*)'$/, "invalid time interval '$1'"],
  ['', /^can't open '(.*)': (.*)$/, '$1: $2'],
  ['', /^can't (create|stat|remove) (.*)$/, 'cannot $1 $2'],
  ['', /^unrecognized option: (.)$/, "invalid option -- '$1'"],
  ['', /^option requires an argument: (.)$/, "option requires an argument -- '$1'"],
];

/** An error message in the words of the tool that this is. */
export function reworded(sys: Sys, text: string): string {
  if (!isGnu(sys)) return text;
  const name = baseOf(sys.argv[0] ?? '');
  const row = rewordings.find(([programs, from]) => (programs === '' || programs.split(' ').includes(name)) && from.test(text));
  return row ? text.replace(row[1], row[2]) : text;
}
