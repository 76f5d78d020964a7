import type { Figure } from '../figure.ts';
import { linkTo, mainThreadPerFrame, observeTimings, SLOWDOWN, slowProcessor, timings, type Visit, visit } from '../page.ts';
import { ms } from '../statistics.ts';

const WANTED_MS = 4;
const LONGEST_MS = 50;
const PULL = 'docker pull nginx';
const PLAY_MS = 4_000;
const STEPS_PER_SECOND = 20;
const SCRUB_MS = 4_000;

const ended = ({ page }: Visit) =>
  page.waitForFunction(() => document.querySelector('.app')?.textContent?.includes('Status: Downloaded newer image') ?? false);

export const playing: Figure = {
  id: 'playing',
  what: 'main-thread time a frame while a pull plays',
  wanted: `under ${WANTED_MS} ms`,
  async measure(bench) {
    const site = await bench.site();
    return visit(async (visitor) => {
      // A small pull first: code and catalogue are loaded when the one that counts begins.
      await visitor.page.goto(linkTo(site, ['docker pull hello-world', PULL]));
      await visitor.page.waitForTimeout(3_000);
      const { msPerFrame, frames } = await mainThreadPerFrame(visitor, () => visitor.page.waitForTimeout(PLAY_MS));
      return {
        value: ms(msPerFrame),
        good: msPerFrame < WANTED_MS,
        detail: `${frames} frames in ${PLAY_MS / 1000} s of \`${PULL}\` at normal speed`,
      };
    });
  },
};

/** Steps forth and back through a trace that is complete. */
async function scrub(visitor: Visit): Promise<void> {
  const steps = (SCRUB_MS / 1000) * STEPS_PER_SECOND;
  const start = Date.now();
  for (let i = 0; i < steps; i++) {
    await visitor.page.keyboard.press(i < steps / 2 ? 'ArrowLeft' : 'ArrowRight');
    await visitor.page.waitForTimeout(Math.max(0, start + ((i + 1) * 1000) / STEPS_PER_SECOND - Date.now()));
  }
}

export const scrubbing: Figure = {
  id: 'scrubbing',
  what: `main-thread time a frame while scrubbing ${STEPS_PER_SECOND} steps a second, processor ${SLOWDOWN} times slower`,
  wanted: `under ${WANTED_MS} ms`,
  async measure(bench) {
    const site = await bench.site();
    return visit(async (visitor) => {
      await visitor.page.goto(site);
      await visitor.page.waitForTimeout(1_000);
      await visitor.page.keyboard.press('End');
      await visitor.page.waitForTimeout(1_000);
      const fast = await mainThreadPerFrame(visitor, () => scrub(visitor));
      await visitor.page.keyboard.press('End');
      await slowProcessor(visitor);
      await visitor.page.waitForTimeout(1_000);
      const slow = await mainThreadPerFrame(visitor, () => scrub(visitor));
      return {
        value: ms(slow.msPerFrame),
        good: slow.msPerFrame < WANTED_MS,
        detail: `${slow.frames} frames; ${ms(fast.msPerFrame)} over ${fast.frames} frames at this machine's own speed`,
      };
    });
  },
};

export const pageTasks: Figure = {
  id: 'page-tasks',
  what: `in the page, cold \`${PULL}\`: the longest task`,
  wanted: `at most ${LONGEST_MS} ms`,
  async measure(bench) {
    const site = await bench.site();
    return visit(async (visitor) => {
      await observeTimings(visitor);
      await visitor.page.goto(linkTo(site, [PULL]));
      await ended(visitor).catch(() => visitor.page.waitForTimeout(20_000));
      const { tasks } = await timings(visitor);
      const longest = Math.max(0, ...tasks.map((task) => task.ms));
      return {
        value: longest === 0 ? 'none over 50 ms' : ms(longest),
        good: longest <= LONGEST_MS,
        detail: `tasks over 50 ms: ${tasks.map((task) => `${ms(task.ms)} at ${(task.start / 1000).toFixed(1)} s`).join(', ') || 'none'}`,
      };
    });
  },
};
