import { OPENING_LINE } from './opening-line.ts';

/** What the page says of itself before anything has happened. */
export const PAGE_TITLE = `${OPENING_LINE}, with nothing in the image cache`;
export const FIRST_CAPTION = 'Press play: one command, and all that Docker does for it.';
/** What a newcomer may try, in this order. */
export const SUGGESTIONS: readonly string[] = ['docker run hello-world', 'docker pull nginx', 'docker run -it alpine', 'docker images'];
