import { SysError } from '../../errno.ts';
import type { Program, Sys } from '../../process/sys.ts';
import { print } from '../lib/io.ts';
import { formatTime } from '../lib/time.ts';

const machines: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };
const helpers = ['checkpointer', 'background writer', 'walwriter', 'autovacuum launcher', 'logical replication launcher'];

const stamp = (sys: Sys) => `${formatTime('%Y-%m-%d %H:%M:%S', sys.now())}.${String(Math.floor(sys.now() % 1000)).padStart(3, '0')} UTC`;
const log = (sys: Sys, text: string, pid = sys.pid) => sys.write(2, `${stamp(sys)} [${pid}] LOG:  ${text}\n`);

/** The postmaster and its helpers, from start to shutdown. There is no SQL in it: whoever connects is told so. */
export const postgres: Program = async (sys) => {
  const version = sys.env.PG_VERSION?.replace(/-.*/, '') ?? '18.0';
  if (sys.argv.includes('--version') || sys.argv.includes('-V')) {
    await print(sys, `postgres (PostgreSQL) ${version}\n`);
    return 0;
  }
  if (sys.uid === 0) {
    await sys.write(
      2,
      '"root" execution of the PostgreSQL server is not permitted.\nThe server must be started under an unprivileged user ID to prevent\npossible system security compromise.  See the documentation for\nmore information on how to properly start the server.\n',
    );
    return 1;
  }
  const data = sys.env.PGDATA ?? '/var/lib/postgresql/data';
  if (!sys.access(`${data}/PG_VERSION`, 'read')) {
    await sys.write(2, `postgres: could not access the server configuration file "${data}/postgresql.conf": No such file or directory\n`);
    return 2;
  }
  const full = sys.env.PG_VERSION?.includes('-') ? `${version} (Debian ${sys.env.PG_VERSION})` : version;
  await log(
    sys,
    `starting PostgreSQL ${full} on ${machines[sys.architecture]}-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14+deb12u1) 12.2.0, 64-bit`,
  );
  let listener: number;
  try {
    listener = sys.listen(5432);
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    await log(sys, `could not bind IPv4 address "0.0.0.0": ${error.message}`);
    return 1;
  }
  await log(sys, 'listening on IPv4 address "0.0.0.0", port 5432');
  await log(sys, 'listening on IPv6 address "::", port 5432');
  await log(sys, 'listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"');
  return run(sys, listener);
};

async function run(sys: Sys, listener: number): Promise<number> {
  let request: string | undefined;
  sys.trap('SIGINT', () => {
    request = 'fast';
  });
  sys.trap('SIGTERM', () => {
    request ??= 'smart';
  });
  sys.trap('SIGQUIT', () => {
    request = 'immediate';
  });
  const children = helpers.slice(0, 2).map((name) => helper(sys, name));
  const started = formatTime('%Y-%m-%d %H:%M:%S UTC', sys.now());
  const startup = sys.fork(async (child) => {
    await log(child, `database system was shut down at ${started}`);
    return 0;
  });
  await sys.wait(startup);
  children.push(...helpers.slice(2).map((name) => helper(sys, name)));
  await log(sys, 'database system is ready to accept connections');
  void refuse(sys, listener);
  while (request === undefined) await sys.pause();
  await log(sys, `received ${request} shutdown request`);
  if (request === 'fast') await log(sys, 'aborting any active transactions');
  const launcher = children.at(-1) as number;
  for (const pid of children.slice(1)) {
    sys.kill(pid, 'SIGTERM');
    await sys.wait(pid);
    if (pid === launcher) await log(sys, `background worker "logical replication launcher" (PID ${pid}) exited with exit code 1`);
  }
  const checkpointer = children[0] as number;
  await log(sys, 'shutting down', checkpointer);
  await log(sys, 'checkpoint starting: shutdown immediate', checkpointer);
  await log(
    sys,
    'checkpoint complete: wrote 0 buffers (0.0%), wrote 3 SLRU buffers; 0 WAL file(s) added, 0 removed, 0 recycled; write=0.001 s, sync=0.001 s, total=0.003 s; sync files=2, longest=0.001 s, average=0.001 s; distance=0 kB, estimate=0 kB; lsn=0/1B9A1C8, redo lsn=0/1B9A1C8',
    checkpointer,
  );
  sys.kill(checkpointer, 'SIGTERM');
  await sys.wait(checkpointer);
  await log(sys, 'database system is shut down');
  return 0;
}

function helper(sys: Sys, name: string): number {
  return sys.fork(async (child) => {
    child.setTitle([`postgres: ${name} `]);
    child.trap('SIGINT', 'ignore');
    for (;;) await child.pause();
  });
}

const honest = 'Drydock models how this server starts and stops; there is no SQL in it';

/** Answers a client's start-up message with an error, as the protocol has it (PostgreSQL, "Message Formats"). */
async function refuse(sys: Sys, listener: number): Promise<void> {
  try {
    for (;;) {
      const { fd } = await sys.accept(listener);
      await sys.read(fd);
      const fields = new TextEncoder().encode(`SFATAL\0VFATAL\0C0A000\0M${honest}\0\0`);
      const message = new Uint8Array(5 + fields.length);
      message[0] = 0x45;
      new DataView(message.buffer).setUint32(1, fields.length + 4);
      message.set(fields, 5);
      await sys.write(fd, message);
      sys.close(fd);
    }
  } catch {
    // The process ends.
  }
}

export const psql: Program = async (sys) => {
  if (sys.argv.includes('--version')) {
    await print(sys, `psql (PostgreSQL) ${sys.env.PG_VERSION?.replace(/-.*/, '') ?? '18.0'}\n`);
    return 0;
  }
  try {
    sys.close(await sys.connect('127.0.0.1', 5432));
    await sys.write(2, `psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  ${honest}\n`);
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    await sys.write(
      2,
      'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory\n\tIs the server running locally and accepting connections on that socket?\n',
    );
  }
  return 2;
};

export const pgIsReady: Program = async (sys) => {
  const hostAt = sys.argv.indexOf('-h');
  const host = hostAt > 0 ? (sys.argv[hostAt + 1] ?? 'localhost') : '/var/run/postgresql';
  try {
    sys.close(await sys.connect('127.0.0.1', 5432));
    await print(sys, `${host}:5432 - accepting connections\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    await print(sys, `${host}:5432 - no response\n`);
    return 2;
  }
};
