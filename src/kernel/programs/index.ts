import type { Program } from '../process/sys.ts';
import { sh } from '../sh/program.ts';
import { applets } from './applets.ts';
import { busybox } from './busybox.ts';

/** The programs that an executable of ours can name. */
export const programs: Readonly<Record<string, Program>> = { ...applets, sh, ash: sh, bash: sh, dash: sh, busybox };
