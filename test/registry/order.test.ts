import { expect, test } from 'vitest';
import { runFast } from '../../src/core/drivers.ts';
import { wireRequest } from '../../src/core/http.ts';
import type { ContentStore } from '../../src/oci/content-store.ts';
import { startRegistry } from './conversation.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

/** A store whose answers take so many turns of the platform's task queue: as when some must first be built. */
function slowStore(turnsFor: Record<string, number>, turn: () => Promise<void>): ContentStore {
  return {
    repositories: () => ['a'],
    tags: () => ['1'],
    manifest: async () => undefined,
    async blob(_, asked) {
      for (let i = 0; i < (turnsFor[asked] ?? 0); i++) await turn();
      return undefined;
    },
  };
}

test.each([
  ['first', { [digest('1')]: 20 }],
  ['last', { [digest('3')]: 20 }],
  ['none', {}],
])('answers come in the order of the questions, at the same virtual time, whichever takes long to build: %s', async (_, turns) => {
  let turn: () => Promise<void> = async () => {};
  const conversation = startRegistry(
    { access: 'open' },
    slowStore(turns, () => turn()),
  );
  turn = conversation.turn;
  const { registry, clock } = conversation;
  const answered: [string, number][] = [];
  const ask = async (letter: string) => {
    await registry.fetch(wireRequest(`http://localhost/v2/a/blobs/${digest(letter)}`));
    answered.push([letter, clock.now()]);
  };
  await runFast(clock, Promise.all(['1', '2', '3'].map(ask)), turn);
  expect(answered).toEqual([
    ['1', 2],
    ['2', 2],
    ['3', 2],
  ]);
});

test('without a pace they come in order too', async () => {
  const turns = { [digest('1')]: 20 };
  let turn: () => Promise<void> = async () => {};
  const { registry, turn: real } = startRegistry(
    { access: 'open', pace: 0 },
    slowStore(turns, () => turn()),
  );
  turn = real;
  const answered: string[] = [];
  const ask = async (letter: string) => {
    await registry.fetch(wireRequest(`http://localhost/v2/a/blobs/${digest(letter)}`));
    answered.push(letter);
  };
  await Promise.all(['1', '2', '3'].map(ask));
  expect(answered).toEqual(['1', '2', '3']);
});

test('without a pace no time passes, and no timer is set', async () => {
  const { registry, clock } = startRegistry({ access: 'open', pace: 0 });
  const response = await registry.fetch(wireRequest('http://localhost/v2/library/alpine/tags/list'));
  expect([response.status, clock.now(), clock.nextDeadline()]).toEqual([200, 0, undefined]);
});
