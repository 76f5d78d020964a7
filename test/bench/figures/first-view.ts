import type { Figure } from '../figure.ts';
import { observeTimings, slowNetwork, slowProcessor, timings, type Visit, visit } from '../page.ts';
import { ms } from '../statistics.ts';

const WANTED = { scriptKb: 110, paintMs: 500, blockingMs: 150 };
/** By then the page has settled: nothing was asked of it. */
const SETTLED_MS = 4_000;

/** Counts what comes over the network: bytes of scripts as they were sent, and hosts other than the site's. */
async function watchNetwork({ page, devtools }: Visit, site: string) {
  const scripts = new Set<string>();
  const seen = { scriptBytes: 0, otherHosts: new Set<string>() };
  await devtools.send('Network.enable');
  devtools.on('Network.requestWillBeSent', ({ request }) => {
    const { host, protocol } = new URL(request.url);
    if (protocol.startsWith('http') && host !== new URL(site).host) seen.otherHosts.add(host);
  });
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) seen.scriptBytes += encodedDataLength;
  });
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && host !== new URL(site).host) seen.otherHosts.add(host);
  });
  return seen;
}

export const firstView: Figure = {
  id: 'first-view',
  what: 'the site, cold, processor 4 times slower, 10 Mbit/s, 40 ms: scripts, largest paint, blocking time, other hosts',
  wanted: `under ${WANTED.scriptKb} kB gzipped, ${WANTED.paintMs} ms, ${WANTED.blockingMs} ms, none`,
  async measure(bench) {
    const site = await bench.site();
    return visit(async (visitor) => {
      await observeTimings(visitor);
      const network = await watchNetwork(visitor, site);
      await slowProcessor(visitor);
      await slowNetwork(visitor);
      await visitor.page.goto(site, { waitUntil: 'load' });
      await visitor.page.waitForTimeout(SETTLED_MS);
      const { tasks, largestPaint, firstPaint } = await timings(visitor);
      const blocking = tasks.filter(({ start }) => start >= firstPaint).reduce((sum, task) => sum + task.ms - 50, 0);
      const kb = network.scriptBytes / 1000;
      return {
        value: `${kb.toFixed(1)} kB, ${ms(largestPaint)}, ${ms(blocking)}, ${network.otherHosts.size ? [...network.otherHosts].join(' ') : 'none'}`,
        good: kb < WANTED.scriptKb && largestPaint <= WANTED.paintMs && blocking < WANTED.blockingMs && network.otherHosts.size === 0,
        detail: `first paint ${ms(firstPaint)}; tasks over 50 ms: ${tasks.map((task) => ms(task.ms)).join(', ') || 'none'}; scripts with their headers, until ${SETTLED_MS / 1000} s after load`,
      };
    });
  },
};
