import { startOurEngine } from '../../swap/engine/our-engine.ts';
import type { Figure } from '../figure.ts';
import { run } from '../run-docker.ts';
import { inTurn, median, ms } from '../statistics.ts';

const WANTED = 1.5;

export const runVsVersion: Figure = {
  id: 'run-vs-version',
  what: 'real CLI, our engine: `run --rm busybox true` against `docker version`',
  wanted: `at most ${WANTED} times`,
  async measure(bench) {
    const { docker, registry } = await bench.realEngine();
    const ours = await startOurEngine(await bench.command(), registry);
    try {
      await run(docker, ['run', '--rm', 'box', 'true'], ours.dockerHost);
      const [runs = [], versions = []] = await inTurn(
        25,
        () => run(docker, ['run', '--rm', 'box', 'true'], ours.dockerHost),
        () => run(docker, ['version'], ours.dockerHost),
      );
      const ratio = median(runs) / median(versions);
      return {
        value: `${ratio.toFixed(2)} times`,
        good: ratio <= WANTED,
        detail: `medians of 25: ${ms(median(runs))} against ${ms(median(versions))}`,
      };
    } finally {
      await ours.stop();
    }
  },
};
