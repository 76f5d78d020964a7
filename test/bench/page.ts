import { type CDPSession, chromium, type Page } from 'playwright';
import { findChromium, launchOptions } from '../browser/chromium.mjs';
import { Unavailable } from './figure.ts';

export interface Visit {
  readonly page: Page;
  readonly devtools: CDPSession;
}

/** Opens a browser on an empty page, and closes it after `work`. */
export async function visit<T>(work: (visit: Visit) => Promise<T>): Promise<T> {
  if (!findChromium()) throw new Unavailable('no Chromium here: node test/browser/chromium.mjs gets one');
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const devtools = await page.context().newCDPSession(page);
    return await work({ page, devtools });
  } finally {
    await browser.close();
  }
}

/** How many times slower the processor is than this machine's. */
export const SLOWDOWN = 4;

export const slowProcessor = ({ devtools }: Visit) => devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });

/** 10 Mbit/s, and 40 ms there and back. */
export async function slowNetwork({ devtools }: Visit): Promise<void> {
  await devtools.send('Network.enable');
  const bytesPerSecond = 10_000_000 / 8;
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 40,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
}

/** Records tasks of over 50 ms and the largest paint, from the page's first moment: read them with `timings`. */
export async function observeTimings({ page }: Visit): Promise<void> {
  await page.addInitScript(() => {
    const seen = { tasks: [] as { start: number; ms: number }[], largestPaint: 0, firstPaint: 0 };
    Object.assign(globalThis, { benchTimings: seen });
    const observe = (type: string, take: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    observe('longtask', ({ startTime, duration }) => seen.tasks.push({ start: startTime, ms: duration }));
    observe('largest-contentful-paint', ({ startTime }) => {
      seen.largestPaint = startTime;
    });
    observe('paint', ({ name, startTime }) => {
      if (name === 'first-contentful-paint') seen.firstPaint = startTime;
    });
  });
}

export interface Timings {
  readonly tasks: readonly { readonly start: number; readonly ms: number }[];
  readonly largestPaint: number;
  readonly firstPaint: number;
}

export const timings = ({ page }: Visit): Promise<Timings> =>
  page.evaluate(() => (globalThis as unknown as { benchTimings: Timings }).benchTimings);

/** Main-thread time a frame while `work` goes on, in milliseconds, and how many frames there were. */
export async function mainThreadPerFrame(
  { page, devtools }: Visit,
  work: () => Promise<unknown>,
): Promise<{ msPerFrame: number; frames: number }> {
  await devtools.send('Performance.enable');
  const taskMs = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  await page.evaluate(() => {
    const counter = { frames: 0 };
    Object.assign(globalThis, { benchFrames: counter });
    const count = () => {
      counter.frames++;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const frames = () => page.evaluate(() => (globalThis as unknown as { benchFrames: { frames: number } }).benchFrames.frames);
  const [framesBefore, taskBefore] = [await frames(), await taskMs()];
  await work();
  const [framesAfter, taskAfter] = [await frames(), await taskMs()];
  const count = framesAfter - framesBefore;
  return { msPerFrame: (taskAfter - taskBefore) / count, frames: count };
}

/** The page with a world that has run `lines`; the last of them plays. */
export const linkTo = (site: string, lines: readonly string[]): string =>
  `${site}#${lines.map((line) => `run=${encodeURIComponent(line)}`).join('&')}`;
