import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wireRequest } from '../../../src/core/http.ts';
import { connect } from '../../../src/node/http/connect.ts';
import { freePort } from '../../free-port.ts';
import { buildFixtures } from '../fixtures/images.ts';
import { push } from '../fixtures/push.ts';
import { unpackEngine } from './packages.ts';
import { background, eventually } from './processes.ts';

/** A real Docker Engine with nothing stored, the command line that came with it, and the registry that is its Docker Hub. */
export interface RealEngine {
  readonly dockerHost: string;
  /** The docker command line's executable. */
  readonly docker: string;
  /** `127.0.0.1:5000`, reachable under this name by the engine and by us. */
  readonly registry: string;
  /** What to put before a command so that it runs in the engine's own network. */
  readonly inside: readonly string[];
  stop(): Promise<void>;
}

const BUSYBOX = '/bin/busybox';

/**
 * Starts a real engine and a real registry from Debian's packages. The engine gets a network of its
 * own, so that it meets no other Docker on the machine; a second registry process serves the same
 * files inside that network. All ends with this process.
 */
export async function startRealEngine(say: (what: string) => void): Promise<RealEngine> {
  const root = unpackEngine(join(tmpdir(), 'drydock-packages'), say);
  const folder = mkdtempSync(join(tmpdir(), 'drydock-engine-'));
  const port = await freePort();
  const registry = `127.0.0.1:${port}`;
  const dockerHost = `unix://${join(folder, 'docker.sock')}`;
  const withParent = ['--pdeathsig', 'TERM', '--'];
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const process of started.reverse()) await process.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const config = join(folder, 'registry.yml');
    mkdirSync(join(folder, 'registry'));
    writeFileSync(
      config,
      `version: 0.1\nlog: {level: warn}\nstorage: {filesystem: {rootdirectory: ${join(folder, 'registry')}}}\nhttp: {addr: "${registry}"}\n`,
    );
    const outside = background('setpriv', [...withParent, 'docker-registry', 'serve', config], join(folder, 'registry.log'));
    started.push(outside);
    const registryAnswers = async () => (await fetch(`http://${registry}/v2/`)).ok;
    await eventually('the registry', registryAnswers, outside);
    const binary = readFileSync(BUSYBOX);
    for (const fixture of await buildFixtures(new Uint8Array(binary))) await push(`http://${registry}`, fixture);

    const bin = `${join(root, 'usr/sbin')}:${join(root, 'usr/bin')}`;
    const dockerd = [
      ...['-H', dockerHost, '--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'pid')],
      ...['--registry-mirror', `http://${registry}`],
    ];
    const engine = background(
      'setpriv',
      [...withParent, 'unshare', '-n', 'sh', '-c', 'ip link set lo up && exec dockerd "$@"', 'dockerd', ...dockerd],
      join(folder, 'dockerd.log'),
      { ...process.env, PATH: `${bin}:${process.env.PATH}:/usr/sbin:/sbin` },
    );
    started.push(engine);
    const engineAnswers = async () => (await connect(dockerHost)(wireRequest('http://localhost/_ping'))).ok;
    await eventually('the engine', engineAnswers, engine);
    const inside = ['nsenter', '-t', String(engine.child.pid), '-n'];
    started.push(
      background('setpriv', [...withParent, ...inside, 'docker-registry', 'serve', config], join(folder, 'registry-inside.log')),
    );
    return { dockerHost, docker: join(root, 'usr/bin/docker'), registry, inside, stop };
  } catch (error) {
    const log = readFileSync(join(folder, 'dockerd.log'), { encoding: 'utf8', flag: 'a+' }).trim().split('\n').at(-1);
    await stop();
    throw new Error(`${error instanceof Error ? error.message : error}${log ? `: ${log}` : ''}`, { cause: error });
  }
}
