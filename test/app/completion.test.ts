import { expect, test } from 'vitest';
import { complete, type Vocabulary } from '../../src/app/completion.ts';

const vocabulary: Vocabulary = {
  commands: [
    { name: 'run', use: '[OPTIONS] IMAGE [COMMAND] [ARG...]' },
    { name: 'rm', use: '[OPTIONS] CONTAINER [CONTAINER...]' },
    { name: 'rmi', use: '[OPTIONS] IMAGE [IMAGE...]' },
    { name: 'exec', use: '[OPTIONS] CONTAINER COMMAND [ARG...]' },
    { name: 'pull', use: '[OPTIONS] NAME[:TAG|@DIGEST]' },
    { name: 'container ls', use: '[OPTIONS]' },
    { name: 'container rm', use: '[OPTIONS] CONTAINER [CONTAINER...]' },
  ],
  groups: ['container', 'image'],
  flags: (command) =>
    command === 'run'
      ? [
          { name: 'detach', type: 'bool', usage: '' },
          { name: 'name', type: 'string', usage: '' },
        ]
      : [],
  images: () => ['nginx', 'nginx:1.27', 'alpine'],
  containers: () => ['web', 'db'],
};
/** `|` is the caret. */
const at = (line: string) => complete(line.replace('|', ''), line.indexOf('|'), vocabulary).candidates;

test.each([
  ['do|', ['docker']],
  ['docker r|', ['rm', 'rmi', 'run']],
  ['docker con|', ['container']],
  ['docker container |', ['ls', 'rm']],
  ['docker run --|', ['--detach', '--help', '--name']],
  ['docker run --d|', ['--detach']],
  ['docker run ng|', ['nginx', 'nginx:1.27']],
  ['docker run -it al|', ['alpine']],
  ['docker run alpine w|', []],
  ['docker pull ngi|', ['nginx', 'nginx:1.27']],
  ['docker rm |', ['db', 'web']],
  ['docker rm web d|', ['db']],
  ['docker container rm w|', ['web']],
  ['docker ps; docker rm w|', ['web']],
  ['docker nonsense x|', []],
  ['ls |', []],
])('%s', (line, candidates) => {
  expect(at(line)).toEqual(candidates);
});
