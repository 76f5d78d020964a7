import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Trace } from '../../core/trace/events.ts';
import { tokens } from '../../view/tokens.css.ts';
import { pageHtml } from '../page.ts';
import { FIRST_CAPTION, PAGE_TITLE } from '../words.ts';
import { standIn } from './stand-in.ts';

/** What the build makes of the real simulator: the story a visitor sees first, and its first picture. */
export interface Opening {
  readonly trace: Trace;
  /** The page's markup, with the stage drawn in it. */
  readonly page: string;
  /** Tokens and the page's own rules. */
  readonly styles: string;
}

export async function openingStory(root: string): Promise<Opening> {
  const trace = await standIn();
  const app = readFileSync(resolve(root, 'src/app/app.css'), 'utf8');
  return {
    trace,
    page: pageHtml({ stage: '', title: PAGE_TITLE, caption: FIRST_CAPTION }),
    styles: `${tokens}\n${app}`.replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/\s+/g, ' '),
  };
}
