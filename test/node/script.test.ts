import { expect, test } from 'vitest';
import { commandsOf } from '../../src/node/script.ts';

test.each([
  ['docker pull nginx\n\n# a comment\ndocker images\n', ['docker pull nginx', 'docker images']],
  [
    'for i in 1 2\ndo\n  docker run --rm busybox true\ndone\necho after',
    ['for i in 1 2\ndo\n  docker run --rm busybox true\ndone', 'echo after'],
  ],
  ['docker run \\\n  --rm busybox\necho after', ['docker run \\\n  --rm busybox', 'echo after']],
  ["echo 'one\n# two'\necho after", ["echo 'one\n# two'", 'echo after']],
  ['cat <<END\none\n\nEND\necho after', ['cat <<END\none\n\nEND', 'echo after']],
  ['echo a)\necho after', ['echo a)', 'echo after']],
  ['echo "never closed\necho after\n', ['echo "never closed\necho after']],
  ['docker images\r\n', ['docker images']],
  ['', []],
])('%j', (script, commands) => {
  expect(commandsOf(script)).toEqual(commands);
});
