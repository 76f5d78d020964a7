import type { Random } from '../core/random.ts';
import type { Networks } from './net/networks.ts';
import type { Program } from './process/sys.ts';
import type { KernelOptions } from './types.ts';

/** What all sandboxes of a kernel share. */
export interface Shared extends KernelOptions {
  readonly random: Random;
  readonly networks: Networks;
  readonly programs: ReadonlyMap<string, Program>;
  nextHostPid(): number;
  nextInode(): number;
}
