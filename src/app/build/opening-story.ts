import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageChannelTurn, runFast } from '../../core/drivers.ts';
import type { Trace } from '../../core/trace/events.ts';
import { emptyWorld } from '../../core/trace/world-state.ts';
import { arrangements } from '../../view/layout/arrangement.ts';
import { stageScene } from '../../view/layout/scene.ts';
import { firstPicture } from '../../view/stage/stage-html.ts';
import { tokens } from '../../view/tokens.css.ts';
import { createWorld } from '../../world/world.ts';
import { OPENING_LINE, OPENING_SEED, OPENING_SIZE } from '../opening-line.ts';
import { pageHtml } from '../page.ts';
import { FIRST_CAPTION, PAGE_TITLE } from '../words.ts';

/** What the build makes of the real simulator: the story a visitor sees first, and its first picture. */
export interface Opening {
  readonly trace: Trace;
  /** The page's markup, with the stage drawn in it. */
  readonly page: string;
  /** Tokens and the page's own rules. */
  readonly styles: string;
}

async function run(): Promise<Trace> {
  const world = createWorld({ seed: OPENING_SEED });
  const exitCode = await runFast(world.clock, world.run(OPENING_LINE, OPENING_SIZE).exitCode, messageChannelTurn());
  if (exitCode !== 0) throw new Error(`the opening story ended with ${exitCode}: ${JSON.stringify(world.trace.events.slice(-8))}`);
  return world.trace.toTrace();
}

/** The stage as it is before anything has happened, in each arrangement. */
const stage = () => firstPicture(Object.values(arrangements).map((arrangement) => stageScene({ world: emptyWorld(), at: 0, arrangement })));

async function make(root: string): Promise<Opening> {
  const app = readFileSync(resolve(root, 'src/app/app.css'), 'utf8');
  return {
    trace: await run(),
    page: pageHtml({ stage: stage(), title: PAGE_TITLE, caption: FIRST_CAPTION }),
    styles: `${tokens}\n${app}`.replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/\s+/g, ' '),
  };
}

/**
 * Made while this module loads: what the world loads lazily can be had only until then.
 * @public taken by the plugin, by name
 */
export const opening = await make(process.cwd());
