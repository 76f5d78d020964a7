import { expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.ts';

test('the same seed gives the same numbers, another seed others', () => {
  const draw = (seed: number) => createRandom(seed).hex(64);
  expect(draw(7)).toBe(draw(7));
  expect(draw(7)).not.toBe(draw(8));
  expect(draw(7)).toMatch(/^[0-9a-f]{64}$/);
});

test("one part's draws never shift another's", () => {
  const root = createRandom(7);
  const before = root.fork('engine').hex(12);
  root.hex(100);
  root.fork('kernel').bytes(1000);
  expect(root.fork('engine').hex(12)).toBe(before);
  expect(root.fork('kernel').hex(12)).not.toBe(before);
});

test('integers fill their range evenly', () => {
  const random = createRandom(1);
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 10_000; i++) counts[random.int(10)]!++;
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
