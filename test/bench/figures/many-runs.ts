import type { World } from '../../../src/world/world.ts';
import type { Figure } from '../figure.ts';
import { freshWorld, runLine } from '../headless.ts';

const WANTED = 1.05;
/** How much the heap may grow between the thousandth run and the ten thousandth. */
const WANTED_GROWTH_MB = 8;
const TRACE_CAP = 20_000;

const collect = (globalThis as { gc?: () => void }).gc;

function heapMb(): number {
  collect?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function runs(world: World, count: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < count; i++) await runLine(world, 'docker run --rm busybox true');
  return performance.now() - start;
}

async function warmWorld(): Promise<World> {
  const world = freshWorld({ traceCap: TRACE_CAP });
  await runs(world, 200);
  return world;
}

export const manyRuns: Figure = {
  id: 'many-runs',
  what: '1,000 and 10,000 `run --rm` in one world: exponent and memory',
  wanted: `exponent at most ${WANTED}, heap flat (under ${WANTED_GROWTH_MB} MB more)`,
  async measure() {
    const thousand = await runs(await warmWorld(), 1_000);
    const world = await warmWorld();
    const first = await runs(world, 1_000);
    const before = heapMb();
    const tenThousand = first + (await runs(world, 9_000));
    const growth = heapMb() - before;
    const exponent = Math.log10(tenThousand / thousand);
    return {
      value: `exponent ${exponent.toFixed(3)}, heap ${growth >= 0 ? '+' : ''}${growth.toFixed(1)} MB`,
      good: exponent <= WANTED && growth < WANTED_GROWTH_MB,
      detail: `${(thousand / 1000).toFixed(2)} s and ${(tenThousand / 1000).toFixed(2)} s; heap ${before.toFixed(0)} MB after 1,000${collect ? '' : ' (not collected: run with --expose-gc)'}`,
    };
  },
};
