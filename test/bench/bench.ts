import { cpus, type as osType, version as osVersion, totalmem } from 'node:os';
import process from 'node:process';
import { type Figure, Unavailable } from './figure.ts';
import { coldPull, coldRun } from './figures/cold-commands.ts';
import { coldStart } from './figures/cold-start.ts';
import { firstView } from './figures/first-view.ts';
import { manyRuns } from './figures/many-runs.ts';
import { pageTasks, playing, scrubbing } from './figures/page-motion.ts';
import { runVsReal } from './figures/run-vs-real.ts';
import { runVsVersion } from './figures/run-vs-version.ts';
import { seek } from './figures/seek.ts';
import { createResources } from './resources.ts';

/** `npm run bench [-- FIGURE…]`: measures how good it is, and prints that with the machine. */
const FIGURES: readonly Figure[] = [
  runVsVersion,
  runVsReal,
  coldStart,
  coldRun,
  coldPull,
  manyRuns,
  seek,
  firstView,
  playing,
  pageTasks,
  scrubbing,
];

const wanted = process.argv.slice(2);
const chosen = wanted.length ? FIGURES.filter(({ id }) => wanted.includes(id)) : FIGURES;
if (chosen.length < wanted.length) {
  console.error(`Figures: ${FIGURES.map(({ id }) => id).join(', ')}`);
  process.exit(2);
}

const [cpu] = cpus();
console.log(
  `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${osType()} ${osVersion()}, Node ${process.version}`,
);

const resources = createResources((what) => console.error(`bench: ${what}`));
let missed = 0;
for (const figure of chosen) {
  const heading = `${figure.id}: ${figure.what}`;
  try {
    const { value, good, detail } = await figure.measure(resources);
    if (!good) missed++;
    console.log(`\n${heading}\n  ${good ? 'ok  ' : 'MISS'} ${value} (wanted: ${figure.wanted})\n       ${detail}`);
  } catch (error) {
    if (!(error instanceof Unavailable)) missed++;
    console.log(
      `\n${heading}\n  ${error instanceof Unavailable ? 'not measured' : 'FAILED'}: ${error instanceof Error ? error.message : error}`,
    );
  }
}
await resources.close();
console.log(`\n${chosen.length - missed} of ${chosen.length} as wanted or not measured here`);
process.exit(0);
