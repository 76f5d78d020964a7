import { startOurEngine } from '../../swap/engine/our-engine.ts';
import type { Figure } from '../figure.ts';
import { run } from '../run-docker.ts';
import { inTurn, median, ms, percentile } from '../statistics.ts';

const WANTED_MS = 150;

export const coldStart: Figure = {
  id: 'cold-start',
  what: '`drydock docker version`, a process from start to end',
  wanted: `under ${WANTED_MS} ms`,
  async measure(bench) {
    const command = await bench.command();
    const engine = await startOurEngine(command, '127.0.0.1:9');
    try {
      const [times = []] = await inTurn(15, () => run(process.execPath, [command, 'docker', 'version'], engine.dockerHost));
      return {
        value: ms(median(times)),
        good: median(times) < WANTED_MS,
        detail: `median of 15; slowest of ten ${ms(percentile(times, 90))}`,
      };
    } finally {
      await engine.stop();
    }
  },
};
