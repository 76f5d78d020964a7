import type { Figure } from '../figure.ts';
import { freshWorld, runLine } from '../headless.ts';
import { inTurn, median, ms, percentile } from '../statistics.ts';

/** A command in a world that has nothing stored, as fast as possible, after the process has warmed up. */
const cold = (id: string, line: string, wantedMs: number): Figure => ({
  id,
  what: `cold \`${line}\` in a fresh world, headless`,
  wanted: `under ${wantedMs} ms`,
  async measure() {
    const once = () => runLine(freshWorld(), line);
    await inTurn(10, once);
    const before = process.cpuUsage();
    const [times = []] = await inTurn(30, once);
    const { user, system } = process.cpuUsage(before);
    return {
      value: ms(median(times)),
      good: median(times) < wantedMs,
      detail: `median of 30; slowest of ten ${ms(percentile(times, 90))}; of the processor ${ms((user + system) / 1000 / 30)} each`,
    };
  },
});

export const coldRun = cold('cold-run', 'docker run hello-world', 25);
export const coldPull = cold('cold-pull', 'docker pull nginx', 400);
