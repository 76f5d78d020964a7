import { attempt, SysError } from '../errno.ts';
import type { Program, Sys } from '../process/sys.ts';
import { parseSignal } from '../signals.ts';
import type { SignalName } from '../types.ts';
import { program } from './lib/define.ts';
import { complain, nameOf, print, readText } from './lib/io.ts';
import { toRegExp } from './lib/regexp.ts';
import { busyboxTime, posixTime, stopwatch } from './lib/timing.ts';

/** Where a command's name leads, by PATH. */
export function locate(sys: Sys, name: string, path = sys.env.PATH ?? ''): string {
  if (name.includes('/')) return name;
  const found = path.split(':').map((folder) => `${folder || '.'}/${name}`);
  return found.find((one) => sys.access(one, 'execute') && sys.stat(one).type === 'file') ?? name;
}

/** Becomes another program, or says why not: 127 when there is none, 126 when it cannot be run. */
export async function become(sys: Sys, argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<number> {
  const [name] = argv;
  if (name === undefined) {
    await complain(sys, 'no program to run');
    return 1;
  }
  try {
    return await sys.exec(locate(sys, name), argv, env);
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    await complain(sys, `can't execute '${name}': ${error.message}`);
    return error.code === 'ENOENT' ? 127 : 126;
  }
}

export const env = program(
  'i0u:',
  async (sys, { flags, values, rest }) => {
    const variables: Record<string, string> = flags.has('i') ? {} : { ...sys.env };
    const unset = values.get('u');
    if (unset) delete variables[unset];
    const words = rest[0] === '-' ? rest.slice(1) : [...rest];
    while (words[0]?.includes('=')) {
      const word = words.shift() as string;
      variables[word.slice(0, word.indexOf('='))] = word.slice(word.indexOf('=') + 1);
    }
    if (words.length > 0) return become(sys, words, variables);
    await print(
      sys,
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    return 0;
  },
  { stop: true },
);

export const timeout = program(
  's:k:',
  async (sys, { values, rest }) => {
    const [limit = '0', ...argv] = rest;
    const signal = parseSignal(values.get('s') ?? 'TERM');
    if (!signal) {
      await complain(sys, `unknown signal ${values.get('s')}`);
      return 125;
    }
    const [, number = '0', unit = 's'] = /^([\d.]+)([smhd]?)$/.exec(limit) ?? [];
    const limitMs = Number(number) * 1000 * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit || 's'] ?? 1);
    const watched = sys.pid;
    // As in busybox: a grandchild watches, and this very process becomes the program.
    const middle = sys.fork(async (child) => {
      child.fork((watcher) => watch(watcher, watched, limitMs, signal));
      return 0;
    });
    await sys.wait(middle);
    return become(sys, argv);
  },
  { stop: true },
);

/** Ends a process after a time, unless it has ended by itself: looks once a second. */
async function watch(sys: Sys, pid: number, limitMs: number, signal: SignalName): Promise<number> {
  for (let left = limitMs; left > 0; left -= 1000) {
    await sys.sleep(Math.min(left, 1000));
    if ('error' in attempt(() => sys.kill(pid, 0))) return 0;
  }
  attempt(() => sys.kill(pid, signal));
  return 0;
}

export const nohup: Program = (sys) => {
  sys.trap('SIGHUP', 'ignore');
  return become(sys, sys.argv.slice(1));
};

export const nice = program('n:', (sys, { rest }) => become(sys, rest), { stop: true });

export const setsid: Program = (sys) => {
  sys.setSession();
  return become(sys, sys.argv.slice(1));
};

export const time = program(
  'p',
  async (sys, { flags, rest }) => {
    const stop = stopwatch(sys);
    const { exitCode, signal } = await sys.wait(sys.fork((forked) => become(forked, rest)));
    if (signal) await sys.write(2, `Command terminated by signal ${exitCode - 128}\n`);
    else if (exitCode !== 0) await sys.write(2, `Command exited with non-zero status ${exitCode}\n`);
    await sys.write(2, stop(flags.has('p') ? posixTime : busyboxTime));
    return exitCode;
  },
  { stop: true },
);

export const xargs = program(
  'n:I:t0rpx',
  async (sys, { flags, values, rest }) => {
    const command = rest.length > 0 ? rest : ['echo'];
    const replace = values.get('I');
    const text = await readText(sys, 0);
    const items = flags.has('0') ? text.split('\0').filter(Boolean) : replace ? text.split('\n').filter(Boolean) : words(text);
    if (items.length === 0 && flags.has('r')) return 0;
    const size = replace ? 1 : Number(values.get('n') ?? Math.max(1, items.length));
    const groups = Array.from({ length: Math.max(1, Math.ceil(items.length / size)) }, (_, i) => items.slice(i * size, (i + 1) * size));
    let status = 0;
    for (const group of groups) {
      const argv = replace ? command.map((word) => word.replaceAll(replace, group[0] ?? '')) : [...command, ...group];
      if (flags.has('t')) await sys.write(2, `${argv.join(' ')}\n`);
      const { exitCode } = await sys.wait(sys.fork((forked) => become(forked, argv)));
      if (exitCode === 126 || exitCode === 127) return exitCode;
      if (exitCode !== 0) status = 123;
    }
    return status;
  },
  { stop: true },
);

/** Words as xargs divides them: white space separates, quotes and backslashes protect. */
function words(text: string): string[] {
  return [...text.matchAll(/(?:"[^"\n]*"|'[^'\n]*'|\\[\s\S]|[^\s"'\\])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'|\\([\s\S])/g, (_, a = '', b = '', c = '') => a + b + c),
  );
}

export const usleep: Program = async (sys) => {
  await sys.sleep(Number(sys.argv[1] ?? 0) / 1000);
  return 0;
};

export const killall = program('qls:', async (sys, { flags, values, rest }) => {
  const names = [...rest];
  const signal = parseSignal(values.get('s') ?? 'TERM') ?? 'SIGTERM';
  let status = 0;
  for (const name of names) {
    const found = sys.processes().filter((one) => one.command === name && one.pid !== sys.pid);
    for (const one of found) sys.kill(one.pid, signal);
    if (found.length > 0) continue;
    status = 1;
    if (!flags.has('q')) await complain(sys, `${name}: no process killed`);
  }
  return status;
});

export const pidof = program('so:', async (sys, { rest }) => {
  const found = sys.processes().filter((one) => rest.includes(one.command));
  if (found.length === 0) return 1;
  await print(
    sys,
    `${found
      .map((one) => one.pid)
      .reverse()
      .join(' ')}\n`,
  );
  return 0;
});

export const pgrep = program('flxnov', async (sys, { flags, rest }) => {
  const pattern = toRegExp(rest[0] ?? '', { extended: true });
  const found = sys.processes().filter((one) => one.pid !== sys.pid && pattern.test(flags.has('f') ? one.argv.join(' ') : one.command));
  if (nameOf(sys) === 'pkill') for (const one of found) sys.kill(one.pid, 'SIGTERM');
  else await print(sys, found.map((one) => `${one.pid}${flags.has('l') ? ` ${one.argv.join(' ')}` : ''}\n`).join(''));
  return found.length > 0 ? 0 : 1;
});
