import { patternRegExp } from '../../sh/pattern.ts';
import type { Reply } from './redis-protocol.ts';

export type RedisValue = string | string[] | Map<string, string>;

interface Entry {
  value: RedisValue;
  expiresAtMs?: number;
}

const ok: Reply = { status: 'OK' };
const wrongType = () => new Error('WRONGTYPE Operation against a key holding the wrong kind of value');
const notInteger = () => new Error('ERR value is not an integer or out of range');

/** Redis's keys, and the commands on them (redis.io, "Commands"). */
export class RedisDatabase {
  readonly keys = new Map<string, Entry>();

  constructor(
    private readonly nowMs: () => number,
    private readonly version: string,
    private readonly port: number,
  ) {}

  run(words: readonly string[]): Reply {
    const [name = '', ...args] = words;
    const command = commands[name.toUpperCase()];
    if (!command) return new Error(`ERR unknown command '${name}', with args beginning with: ${args.map((one) => `'${one}' `).join('')}`);
    const [least, run] = command;
    if (args.length < least) return new Error(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
    return run(this, args);
  }

  get(key: string): Entry | undefined {
    const entry = this.keys.get(key);
    if (entry?.expiresAtMs !== undefined && entry.expiresAtMs <= this.nowMs()) {
      this.keys.delete(key);
      return undefined;
    }
    return entry;
  }

  list(key: string, make: boolean): string[] | Error {
    const entry = this.get(key);
    if (entry) return Array.isArray(entry.value) ? entry.value : wrongType();
    const value: string[] = [];
    if (make) this.keys.set(key, { value });
    return value;
  }

  hash(key: string, make: boolean): Map<string, string> | Error {
    const entry = this.get(key);
    if (entry) return entry.value instanceof Map ? entry.value : wrongType();
    const value = new Map<string, string>();
    if (make) this.keys.set(key, { value });
    return value;
  }

  text(key: string): string | null | Error {
    const entry = this.get(key);
    if (!entry) return null;
    return typeof entry.value === 'string' ? entry.value : wrongType();
  }

  add(key: string, by: number): Reply {
    const before = this.text(key);
    if (before instanceof Error) return before;
    if (!/^-?\d+$/.test(before ?? '0') || Number.isNaN(by)) return notInteger();
    const entry = this.get(key);
    const value = String(Number(before ?? 0) + by);
    this.keys.set(key, { ...entry, value });
    return Number(value);
  }

  expire(key: string, ms: number): Reply {
    const entry = this.get(key);
    if (!entry) return 0;
    entry.expiresAtMs = this.nowMs() + ms;
    return 1;
  }

  left(key: string): number {
    const entry = this.get(key);
    if (!entry) return -2;
    return entry.expiresAtMs === undefined ? -1 : entry.expiresAtMs - this.nowMs();
  }

  info(): string {
    const rows = [
      '# Server',
      `redis_version:${this.version}`,
      'redis_mode:standalone',
      'arch_bits:64',
      `tcp_port:${this.port}`,
      '',
      '# Keyspace',
    ];
    if (this.keys.size > 0) rows.push(`db0:keys=${this.keys.size},expires=0,avg_ttl=0,subexpiry=0`);
    return rows.map((row) => `${row}\r\n`).join('');
  }
}

type Command = readonly [least: number, run: (db: RedisDatabase, args: readonly string[]) => Reply];

function set(db: RedisDatabase, [key = '', value = '', ...options]: readonly string[]): Reply {
  const upper = options.map((one) => one.toUpperCase());
  if ((upper.includes('NX') && db.get(key)) || (upper.includes('XX') && !db.get(key))) return null;
  db.keys.set(key, { value });
  const seconds = upper.indexOf('EX');
  const milliseconds = upper.indexOf('PX');
  if (seconds >= 0) db.expire(key, Number(options[seconds + 1]) * 1000);
  if (milliseconds >= 0) db.expire(key, Number(options[milliseconds + 1]));
  return ok;
}

const push =
  (front: boolean): Command[1] =>
  (db, [key = '', ...values]) => {
    const list = db.list(key, true);
    if (list instanceof Error) return list;
    for (const value of values) {
      if (front) list.unshift(value);
      else list.push(value);
    }
    return list.length;
  };

const pop =
  (front: boolean): Command[1] =>
  (db, [key = '']) => {
    const list = db.list(key, false);
    if (list instanceof Error) return list;
    const value = front ? list.shift() : list.pop();
    if (list.length === 0) db.keys.delete(key);
    return value ?? null;
  };

function range(db: RedisDatabase, [key = '', from = '0', to = '-1']: readonly string[]): Reply {
  const list = db.list(key, false);
  if (list instanceof Error) return list;
  const at = (text: string) => (Number(text) < 0 ? list.length + Number(text) : Number(text));
  return list.slice(Math.max(0, at(from)), at(to) + 1);
}

function flush(db: RedisDatabase): Reply {
  db.keys.clear();
  return ok;
}

const typeOf = (value: RedisValue | undefined) =>
  value === undefined ? 'none' : typeof value === 'string' ? 'string' : Array.isArray(value) ? 'list' : 'hash';

const commands: Readonly<Record<string, Command>> = {
  PING: [0, (_, [text]) => text ?? { status: 'PONG' }],
  ECHO: [1, (_, [text = '']) => text],
  QUIT: [0, () => ok],
  SELECT: [1, () => ok],
  CLIENT: [0, () => ok],
  HELLO: [0, () => new Error('NOPROTO unsupported protocol version')],
  COMMAND: [0, () => []],
  CONFIG: [1, () => []],
  AUTH: [
    1,
    () =>
      new Error(
        'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
      ),
  ],
  SET: [2, set],
  SETNX: [2, (db, [key = '', value = '']) => (set(db, [key, value, 'NX']) === null ? 0 : 1)],
  SETEX: [3, (db, [key = '', seconds = '', value = '']) => set(db, [key, value, 'EX', seconds])],
  GET: [1, (db, [key = '']) => db.text(key)],
  GETDEL: [
    1,
    (db, [key = '']) => {
      const value = db.text(key);
      db.keys.delete(key);
      return value;
    },
  ],
  MGET: [1, (db, keys) => keys.map((key) => db.text(key)).map((value) => (value instanceof Error ? null : value))],
  MSET: [
    2,
    (db, words) => {
      for (let i = 0; i + 1 < words.length; i += 2) db.keys.set(words[i] as string, { value: words[i + 1] as string });
      return ok;
    },
  ],
  APPEND: [
    2,
    (db, [key = '', more = '']) => {
      const before = db.text(key);
      if (before instanceof Error) return before;
      db.keys.set(key, { ...db.get(key), value: (before ?? '') + more });
      return (before ?? '').length + more.length;
    },
  ],
  STRLEN: [
    1,
    (db, [key = '']) => {
      const value = db.text(key);
      return value instanceof Error ? value : (value?.length ?? 0);
    },
  ],
  INCR: [1, (db, [key = '']) => db.add(key, 1)],
  DECR: [1, (db, [key = '']) => db.add(key, -1)],
  INCRBY: [2, (db, [key = '', by = '']) => db.add(key, Number(by))],
  DECRBY: [2, (db, [key = '', by = '']) => db.add(key, -Number(by))],
  DEL: [1, (db, keys) => keys.filter((key) => db.keys.delete(key)).length],
  UNLINK: [1, (db, keys) => keys.filter((key) => db.keys.delete(key)).length],
  EXISTS: [1, (db, keys) => keys.filter((key) => db.get(key)).length],
  KEYS: [
    1,
    (db, [pattern = '*']) =>
      [...db.keys.keys()].filter((key) => db.get(key) && patternRegExp([{ text: pattern, quoted: false }]).test(key)),
  ],
  TYPE: [1, (db, [key = '']) => ({ status: typeOf(db.get(key)?.value) })],
  DBSIZE: [0, (db) => db.keys.size],
  FLUSHALL: [0, flush],
  FLUSHDB: [0, flush],
  EXPIRE: [2, (db, [key = '', seconds = '']) => db.expire(key, Number(seconds) * 1000)],
  TTL: [1, (db, [key = '']) => (db.left(key) < 0 ? db.left(key) : Math.ceil(db.left(key) / 1000))],
  PTTL: [1, (db, [key = '']) => Math.round(db.left(key))],
  PERSIST: [
    1,
    (db, [key = '']) => {
      const entry = db.get(key);
      if (entry?.expiresAtMs === undefined) return 0;
      db.keys.set(key, { value: entry.value });
      return 1;
    },
  ],
  LPUSH: [2, push(true)],
  RPUSH: [2, push(false)],
  LPOP: [1, pop(true)],
  RPOP: [1, pop(false)],
  LRANGE: [3, range],
  LLEN: [
    1,
    (db, [key = '']) => {
      const list = db.list(key, false);
      return list instanceof Error ? list : list.length;
    },
  ],
  HSET: [
    3,
    (db, [key = '', ...pairs]) => {
      const hash = db.hash(key, true);
      if (hash instanceof Error) return hash;
      const before = hash.size;
      for (let i = 0; i + 1 < pairs.length; i += 2) hash.set(pairs[i] as string, pairs[i + 1] as string);
      return hash.size - before;
    },
  ],
  HGET: [
    2,
    (db, [key = '', field = '']) => {
      const hash = db.hash(key, false);
      return hash instanceof Error ? hash : (hash.get(field) ?? null);
    },
  ],
  HGETALL: [
    1,
    (db, [key = '']) => {
      const hash = db.hash(key, false);
      return hash instanceof Error ? hash : [...hash].flat();
    },
  ],
  HDEL: [
    2,
    (db, [key = '', ...fields]) => {
      const hash = db.hash(key, false);
      return hash instanceof Error ? hash : fields.filter((field) => hash.delete(field)).length;
    },
  ],
  SAVE: [0, () => ok],
  INFO: [0, (db) => db.info()],
};
