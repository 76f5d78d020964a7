import type { TerminalSize } from '../core/stdio.ts';

/** The story that a visitor sees first: a cold run, short and complete. */
export const OPENING_LINE = 'docker run hello-world';
/** The terminal that it ran in: output may depend on its width. */
export const OPENING_SIZE: TerminalSize = { columns: 100, rows: 24 };
export const OPENING_SEED = 7;
