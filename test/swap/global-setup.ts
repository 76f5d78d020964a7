import { existsSync, readFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { VirtualClock } from '../../src/core/clock.ts';
import type { Transport } from '../../src/core/http.ts';
import { createRandom } from '../../src/core/random.ts';
import { noTrace } from '../../src/core/trace/log.ts';
import { serve } from '../../src/node/http/serve.ts';
import { writeElf } from '../../src/oci/catalogue/elf.ts';
import { createRegistry } from '../../src/registry/registry.ts';
import { buildCommand } from '../node/build-command.ts';
import { namedEngine, realCli } from './engine/named-engine.ts';
import { whyNoPackages } from './engine/packages.ts';
import { type RealEngine, startRealEngine } from './engine/real-engine.ts';
import { buildFixtures } from './fixtures/images.ts';
import { storeOf } from './fixtures/store.ts';

/** What the tests have to work with. */
export interface Swap {
  /** Our command, built: `node COMMAND docker …`. */
  readonly command: string;
  /** What stands for Docker Hub: `127.0.0.1:5000`. */
  readonly registry: string;
  /** The real docker command line, if there is one. */
  readonly docker: string | undefined;
  /** A real engine, if there is one. */
  readonly dockerHost: string | undefined;
  /** What to put before a command so that it runs in that engine's network. */
  readonly inside: readonly string[];
}

declare module 'vitest' {
  interface ProvidedContext {
    swap: Swap;
  }
}

const say = (what: string) => process.stderr.write(`swap: ${what}\n`);

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const command = await buildCommand();
  const real = await findEngine();
  const registry = real ?? (await ownRegistry());
  project.provide('swap', {
    command: command.path,
    registry: registry.registry,
    docker: real?.docker ?? realCli(),
    dockerHost: real?.dockerHost,
    inside: real?.inside ?? [],
  });
  return async () => {
    await registry.stop();
    command.remove();
  };
}

/** The engine that DOCKER_HOST names, else one from packages, else none; says which, and why. */
async function findEngine(): Promise<RealEngine | undefined> {
  const named = process.env.DOCKER_HOST;
  if (named && process.env.DRYDOCK_SWAP !== 'recorded') {
    try {
      const engine = await namedEngine(named);
      say(`held against the engine at ${named}`);
      return engine;
    } catch (error) {
      say(`not against the engine at ${named}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const why = process.env.DRYDOCK_SWAP === 'recorded' ? 'DRYDOCK_SWAP says so' : whyNoPackages();
  if (!why) {
    try {
      const engine = await startRealEngine(say);
      say('held against a real engine from packages');
      return engine;
    } catch (error) {
      say(`no engine from packages: ${error instanceof Error ? error.message : error}`);
    }
  } else say(`no engine from packages: ${why}`);
  say('held against the recorded transcripts alone; left out: our client on a real engine, and whether the transcripts still hold');
  return undefined;
}

/** Our own registry with the scripts' images, for when there is no real one. */
async function ownRegistry(): Promise<Pick<RealEngine, 'registry' | 'stop'>> {
  const fixtures = await buildFixtures(busybox());
  let transport!: Transport;
  const served = await serve((request) => transport(request), { host: '127.0.0.1', port: 0 });
  const registry = `127.0.0.1:${served.port}`;
  transport = createRegistry({
    clock: new VirtualClock(),
    trace: noTrace,
    random: createRandom(1),
    store: storeOf(fixtures),
    realm: `http://${registry}/token`,
    access: 'open',
    pace: 0,
  }).fetch;
  return { registry, stop: () => served.close() };
}

/** The size of Debian 12's busybox-static: the transcripts show sizes. */
const BUSYBOX_SIZE = 1_982_256;

/** Debian's binary, or where it is missing one of our own of the same size that stands for it. */
function busybox(): Uint8Array {
  if (existsSync('/bin/busybox') && readFileSync('/bin/busybox').length === BUSYBOX_SIZE)
    return new Uint8Array(readFileSync('/bin/busybox'));
  const stand = (bulk: Uint8Array) => writeElf({ architecture: 'amd64', message: '', fd: 1, status: 0, program: 'busybox', bulk });
  return stand(new Uint8Array(BUSYBOX_SIZE - stand(new Uint8Array()).length));
}
