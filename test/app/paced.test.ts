import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paced } from '../../src/app/paced.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Something that changes, and what is shown of it. */
function shown(urgent?: (value: number) => boolean) {
  const gone = new AbortController();
  const seen: number[] = [];
  let value = 0;
  const update = paced(() => seen.push(value), gone.signal, urgent && (() => urgent(value)));
  return {
    seen,
    close: () => gone.abort(),
    change(to: number) {
      value = to;
      update();
    },
  };
}

test('a change after a rest is shown at once; of many in a row few are, and always the last', () => {
  const { seen, change } = shown();
  for (let i = 1; i <= 8; i++) {
    change(i);
    vi.advanceTimersByTime(30);
  }
  expect(seen[0]).toBe(1);
  expect(seen.length).toBeLessThan(5);
  vi.runAllTimers();
  expect(seen.at(-1)).toBe(8);
  vi.advanceTimersByTime(500);
  change(10);
  expect(seen.at(-1)).toBe(10);
});

test('what is urgent does not wait, and is shown once', () => {
  const { seen, change } = shown((value) => value === 3);
  change(1);
  change(2);
  change(3);
  vi.runAllTimers();
  expect(seen).toEqual([1, 3]);
});

test('nothing is shown after the page is taken down', () => {
  const { seen, change, close } = shown();
  change(1);
  change(2);
  close();
  vi.runAllTimers();
  expect(seen).toEqual([1]);
});
