import { resolve } from 'node:path';
import process from 'node:process';
import { createEngineServer } from '../engine-server.ts';
import { Failure } from '../failure.ts';
import { listenOnPort, listenOnSocket } from '../http/listen.ts';
import type { Served } from '../http/serve.ts';
import { readInteger, readOptions, readSpeed, readTcpAddress } from '../options.ts';
import { untilStopped } from '../until-stopped.ts';

/** `drydock engine`: serves the simulated engine until it is told to stop. */
export async function engine(args: readonly string[]): Promise<number> {
  const { values, operands } = readOptions(args, ['socket', 'tcp', 'registry', 'speed', 'seed']);
  if (operands[0] !== undefined) throw new Failure(`unexpected argument ${operands[0]}`);
  if (values.socket === undefined && values.tcp === undefined)
    throw new Failure('engine: where to listen? give --socket PATH, --tcp HOST:PORT, or both');
  if (values.socket === '') throw new Failure('option --socket needs a value');
  const socketPath = values.socket === undefined ? undefined : resolve(values.socket);
  const tcp = values.tcp === undefined ? undefined : readTcpAddress('tcp', values.tcp);
  const mirror = values.registry === undefined ? undefined : readRegistry(values.registry);
  const pace = readSpeed(values.speed ?? 'instant');
  const seed = readInteger('seed', values.seed ?? '1', 0, Number.MAX_SAFE_INTEGER);

  const { fetch, shutdown } = createEngineServer({ seed, mirror, pace });
  const stopped = untilStopped();
  const served: Served[] = [];
  const hosts: string[] = [];
  try {
    if (socketPath !== undefined) {
      served.push(await listenOnSocket(fetch, socketPath));
      hosts.push(`unix://${socketPath}`);
    }
    if (tcp) {
      const onPort = await listenOnPort(fetch, tcp.host, tcp.port);
      served.push(onPort);
      hosts.push(`tcp://${tcp.host.includes(':') ? `[${tcp.host}]` : tcp.host}:${onPort.port}`);
    }
    process.stderr.write(`drydock: a simulated Docker Engine listens on ${hosts.join(' and ')}; stop it with Ctrl-C\n`);
    process.stdout.write(`export DOCKER_HOST=${shellWord(hosts[0] as string)}\n`);
    await stopped;
  } finally {
    await Promise.all(served.map((server) => server.close()));
  }
  await shutdown();
  return 0;
}

/** @throws Failure */
function readRegistry(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new Failure(`--registry ${text}: expected a URL, such as http://127.0.0.1:5000`);
  return text.replace(/\/+$/, '');
}

/** As a POSIX shell takes it literally. */
const shellWord = (text: string) => (/^[\w@%+=:,./[\]-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
