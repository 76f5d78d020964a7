import { startOurEngine } from '../../swap/engine/our-engine.ts';
import type { Figure } from '../figure.ts';
import { run } from '../run-docker.ts';
import { inTurn, median, ms } from '../statistics.ts';

const WANTED = 6;
const RUN = ['run', '--rm', 'box', 'true'];

export const runVsReal: Figure = {
  id: 'run-vs-real',
  what: 'real CLI: `run --rm busybox true` on a real engine against ours',
  wanted: `at least ${WANTED} times faster`,
  async measure(bench) {
    const { docker, registry, dockerHost } = await bench.realEngine();
    const ours = await startOurEngine(await bench.command(), registry);
    try {
      for (const host of [dockerHost, ours.dockerHost]) await run(docker, RUN, host);
      const [real = [], our = []] = await inTurn(
        15,
        () => run(docker, RUN, dockerHost),
        () => run(docker, RUN, ours.dockerHost),
      );
      const ratio = median(real) / median(our);
      return {
        value: `${ratio.toFixed(1)} times`,
        good: ratio >= WANTED,
        detail: `medians of 15: ${ms(median(real))} against ${ms(median(our))}`,
      };
    } finally {
      await ours.stop();
    }
  },
};
