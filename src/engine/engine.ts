import { assemble, type Engine } from './assemble.ts';
import type { EngineOptions } from './context.ts';
import { createImages } from './image/images.ts';

export type { Engine } from './assemble.ts';

/** Docker Engine 28.5, API 1.51 down to 1.24, with the overlay2 image store. */
export function createEngine(options: EngineOptions): Engine {
  return assemble(options, createImages);
}
