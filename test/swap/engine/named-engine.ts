import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { buildFixtures } from '../fixtures/images.ts';
import { push } from '../fixtures/push.ts';
import { infoOf } from './api.ts';
import type { RealEngine } from './real-engine.ts';

/** The engine whose answers were recorded: others word some things differently. */
const VERSION = '28.5.';

/** The real docker command line on PATH, of the right version. */
export function realCli(): string | undefined {
  const found = spawnSync('sh', ['-c', 'command -v docker && docker --version'], { encoding: 'utf8' });
  const [path = '', version = ''] = found.stdout.trim().split('\n');
  return found.status === 0 && version.startsWith(`Docker version ${VERSION}`) ? path : undefined;
}

/**
 * The engine that DOCKER_HOST names. The scripts list and remove all that it has, so it must have
 * nothing; and they pull from a registry of this machine, so that must stand for its Docker Hub.
 * @throws Error that says why it cannot serve.
 */
export async function namedEngine(dockerHost: string): Promise<RealEngine> {
  const info = await infoOf(dockerHost).catch((error: Error) => {
    throw new Error(`nothing answers there: ${error.message}`);
  });
  if (!info.ServerVersion.startsWith(VERSION))
    throw new Error(`it is version ${info.ServerVersion}, and the transcripts are of ${VERSION}`);
  if (info.Containers > 0 || info.Images > 0) throw new Error('it is in use: the scripts need an engine with no containers and images');
  const [mirror] = info.RegistryConfig?.Mirrors ?? [];
  const registry = mirror && /^http:\/\/(127\.0\.0\.1:\d+)\/?$/.exec(mirror)?.[1];
  if (!registry) throw new Error('it has no registry mirror on 127.0.0.1 from which it could pull the images of the scripts');
  const docker = realCli();
  if (!docker) throw new Error(`there is no docker command line of version ${VERSION} on PATH`);
  for (const fixture of await buildFixtures(new Uint8Array(readFileSync('/bin/busybox')))) await push(`http://${registry}`, fixture);
  return { dockerHost, docker, registry, inside: [], stop: async () => {} };
}
