import type { Program } from '../process/sys.ts';
import { gzip, tar } from './archive.ts';
import { awk } from './awk.ts';
import { cat } from './cat.ts';
import { date } from './date.ts';
import { expr } from './expr.ts';
import { chmod, chown, cp, ln, mkdir, mkfifo, mktemp, mv, rm, rmdir, touch, truncate } from './files.ts';
import { find } from './find.ts';
import { grep } from './grep.ts';
import { head, tail } from './head.ts';
import { hostname } from './hostname.ts';
import { ls } from './ls.ts';
import { dd, df, du, free, mount, stat, uptime } from './machine.ts';
import { comm, diff, od, shuf, tree } from './more-text.ts';
import { arch, basename, dirname, groups, id, printenv, readlink, realpath, uname, which, whoami } from './names.ts';
import { ifconfig, ip, nc, netstat, nslookup, ping } from './network.ts';
import { ps } from './ps.ts';
import { env, killall, nice, nohup, pgrep, pidof, setsid, time, timeout, usleep, xargs } from './run.ts';
import { sed } from './sed.ts';
import { clear, echo, fail, kill, nproc, printf, pwd, reset, succeed, test, tty, yes } from './simple.ts';
import { sleep } from './sleep.ts';
import { base64, hexdump, md5sum, sha1sum, sha256sum, sha512sum } from './sums.ts';
import { stty, watch } from './terminal.ts';
import { cmp, cut, fold, nl, paste, rev, seq, sort, strings, tac, tee, tr, uniq } from './text.ts';
import { top } from './top.ts';
import { addGroup, addUser, su } from './users.ts';
import { wc } from './wc.ts';
import { wget } from './wget.ts';

/** What busybox can be started as, the shell apart. */
export const applets: Readonly<Record<string, Program>> = {
  '[': test,
  '[[': test,
  addgroup: addGroup,
  adduser: addUser,
  arch,
  awk,
  base64,
  basename,
  cat,
  chgrp: chown,
  chmod,
  chown,
  clear,
  cmp,
  comm,
  cp,
  cut,
  date,
  dd,
  df,
  diff,
  dirname,
  du,
  echo,
  egrep: grep,
  env,
  expr,
  false: fail,
  fgrep: grep,
  find,
  fold,
  free,
  grep,
  groups,
  gunzip: gzip,
  gzip,
  head,
  hexdump,
  hostname,
  id,
  ifconfig,
  ip,
  kill,
  killall,
  less: cat,
  ln,
  ls,
  md5sum,
  mkdir,
  mkfifo,
  mktemp,
  more: cat,
  mount,
  mv,
  nc,
  netstat,
  nice,
  nl,
  nohup,
  nproc,
  nslookup,
  od,
  paste,
  pgrep,
  pidof,
  ping,
  pkill: pgrep,
  printenv,
  printf,
  ps,
  pwd,
  readlink,
  realpath,
  reset,
  rev,
  rm,
  rmdir,
  sed,
  seq,
  setsid,
  sha1sum,
  sha256sum,
  sha512sum,
  shuf,
  sleep,
  sort,
  stat,
  strings,
  stty,
  su,
  sync: succeed,
  tac,
  tail,
  tar,
  tee,
  test,
  time,
  timeout,
  top,
  touch,
  tr,
  tree,
  true: succeed,
  truncate,
  tty,
  uname,
  uniq,
  uptime,
  usleep,
  watch,
  wc,
  wget,
  which,
  whoami,
  xargs,
  yes,
  zcat: gzip,
};
