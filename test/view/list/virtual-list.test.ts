import { expect, test } from 'vitest';
import { stepOf, windowOf } from '../../../src/view/list/virtual-list.ts';

test('only the rows in sight are drawn, and a few more at each edge', () => {
  expect(windowOf(0, 300, 30, 10_000)).toEqual({ first: 0, last: 18 });
  expect(windowOf(3000, 300, 30, 10_000)).toEqual({ first: 92, last: 118 });
  expect(windowOf(299_700, 300, 30, 10_000)).toEqual({ first: 9982, last: 10_000 });
  expect(windowOf(500, 300, 30, 0)).toEqual({ first: 0, last: 0 });
});

test('keys lead through the list, and stay in it', () => {
  expect(stepOf('ArrowDown', -1, 5, 3)).toBe(0);
  expect(stepOf('ArrowUp', 0, 5, 3)).toBe(0);
  expect(stepOf('PageDown', 3, 5, 3)).toBe(4);
  expect(stepOf('End', 0, 5, 3)).toBe(4);
  expect(stepOf('x', 0, 5, 3)).toBeUndefined();
  expect(stepOf('ArrowDown', -1, 0, 3)).toBeUndefined();
});
