import { SysError } from '../../errno.ts';
import type { Program, Sys } from '../../process/sys.ts';
import { formatTime } from '../lib/time.ts';
import { RedisDatabase } from './redis-database.ts';
import { encodeReply, RespReader } from './redis-protocol.ts';
import { decodeRdb, encodeRdb } from './redis-rdb.ts';

/** Redis, in memory, with a snapshot in dump.rdb when it ends: strings, lists and hashes. */
export const redisServer: Program = async (sys) => {
  const version = sys.env.REDIS_VERSION ?? '8.2.2';
  const words = sys.argv.slice(1);
  if (words.includes('--version') || words.includes('-v')) {
    await sys.write(1, `Redis server v=${version} sha=00000000:1 malloc=jemalloc-5.3.0 bits=64 build=0\n`);
    return 0;
  }
  const config = settings(sys, words);
  const port = Number(config.get('port') ?? 6379);
  const say = (role: string, mark: string, text: string) => {
    const when = `${formatTime('%d %b %Y %H:%M:%S', sys.now())}.${String(Math.floor(sys.now() % 1000)).padStart(3, '0')}`;
    return sys.write(1, `${sys.pid}:${role} ${when} ${mark} ${text}\n`);
  };
  await say('C', '*', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
  await say('C', '*', `Redis version=${version}, bits=64, commit=00000000, modified=0, pid=${sys.pid}, just started`);
  if (words.length === 0)
    await say(
      'C',
      '#',
      'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf',
    );
  else await say('C', '*', 'Configuration loaded');
  await say('M', '*', 'monotonic clock: POSIX clock_gettime');
  await say('M', '*', `Running mode=standalone, port=${port}.`);
  let listener: number;
  try {
    listener = sys.listen(port);
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    await say('M', '#', `Warning: Could not create server TCP listening socket *:${port}: bind: ${error.message}`);
    await say('M', '#', 'Failed listening on port 6379 (tcp), aborting.');
    return 1;
  }
  await say('M', '*', 'Server initialized');
  const database = new RedisDatabase(() => sys.now(), version, port);
  const saved = sys.fileBytes('dump.rdb');
  if (saved) {
    for (const [key, value] of decodeRdb(saved)) database.keys.set(key, { value });
    await say('M', '*', `Loading RDB produced by version ${version}`);
    await say('M', '*', `Done loading RDB, keys loaded: ${database.keys.size}, keys expired: 0.`);
    await say('M', '*', 'DB loaded from disk: 0.000 seconds');
  }
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    sys.trap(signal, () => {
      stopping = true;
      void sys
        .write(1, `${sys.pid}:signal-handler (${Math.floor(sys.now() / 1000)}) Received ${signal} scheduling shutdown...\n`)
        .catch(() => {});
    });
  }
  // Only so that the pause below ends when a client asks for the shutdown.
  sys.trap('SIGALRM', () => {});
  await say('M', '*', 'Ready to accept connections tcp');
  void serve(sys, listener, database, () => {
    stopping = true;
    sys.kill(sys.pid, 'SIGALRM');
  });
  while (!stopping) await sys.pause();
  await say('M', '*', 'User requested shutdown...');
  await say('M', '*', 'Saving the final RDB snapshot before exiting.');
  const fd = sys.open('dump.rdb', { write: true, create: true, truncate: true });
  await sys.write(fd, encodeRdb([...database.keys].map(([key, { value }]) => [key, value])));
  await say('M', '*', 'DB saved on disk');
  await say('M', '#', 'Redis is now ready to exit, bye bye...');
  return 0;
};

/** Settings from a file and from options: `--port 7000`. */
function settings(sys: Sys, words: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const [file] = words;
  if (file && !file.startsWith('--')) {
    for (const line of new TextDecoder().decode(sys.fileBytes(file) ?? new Uint8Array(0)).split('\n')) {
      const [name, ...rest] = line.trim().split(/\s+/);
      if (name && !name.startsWith('#')) found.set(name, rest.join(' '));
    }
  }
  for (let i = 0; i < words.length; i++) if (words[i]?.startsWith('--')) found.set((words[i] as string).slice(2), words[i + 1] ?? '');
  return found;
}

async function serve(sys: Sys, listener: number, database: RedisDatabase, shutdown: () => void): Promise<void> {
  try {
    for (;;) {
      const { fd } = await sys.accept(listener);
      void converse(sys, fd, database, shutdown);
    }
  } catch {
    // The process ends.
  }
}

async function converse(sys: Sys, fd: number, database: RedisDatabase, shutdown: () => void): Promise<void> {
  try {
    const reader = new RespReader(sys, fd);
    for (let words = await reader.command(); words; words = await reader.command()) {
      const name = words[0]?.toUpperCase();
      if (name === 'SHUTDOWN') return shutdown();
      await sys.write(fd, encodeReply(database.run(words)));
      if (name === 'QUIT') break;
    }
    sys.close(fd);
  } catch (error) {
    if (error instanceof SysError) sys.close(fd);
  }
}
