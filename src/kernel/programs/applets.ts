import type { Program } from '../process/sys.ts';
import { cat } from './cat.ts';
import { hostname } from './hostname.ts';
import { ps } from './ps.ts';
import { clear, echo, fail, kill, nproc, printf, pwd, reset, succeed, sync, test, tty, yes } from './simple.ts';
import { sleep } from './sleep.ts';

/** What busybox can be started as, the shell apart. */
export const applets: Readonly<Record<string, Program>> = {
  '[': test,
  '[[': test,
  cat,
  clear,
  echo,
  false: fail,
  hostname,
  kill,
  nproc,
  printf,
  ps,
  pwd,
  reset,
  sleep,
  sync,
  test,
  true: succeed,
  tty,
  yes,
};
