import { spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createCatalogue } from '../../src/oci/catalogue/catalogue.ts';
import { emptyEngine } from './engine/api.ts';

/** Our registry, held against a real engine: it pulls whatever the catalogue has, and runs what is genuine. */
const { command, docker, dockerHost, inside } = inject('swap');
const possible = docker !== undefined && dockerHost !== undefined;

let registry = '';
let stop = async () => {};

beforeAll(async () => {
  if (!possible) return;
  await emptyEngine(dockerHost);
  const [program, ...args] = [...inside, process.execPath, command, 'registry', '--port', '0'];
  const child = spawn(program as string, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(String(line).trim()));
    child.once('error', reject);
  });
  registry = new URL(url).host;
  stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await emptyEngine(dockerHost);
  };
});
afterAll(() => stop());

function real(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(docker as string, args, {
    encoding: 'utf8',
    env: { ...process.env, DOCKER_HOST: dockerHost },
  });
  if (status !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
  return stdout;
}

const store = createCatalogue();

/** Of tags that name the same image, the first stands for all. */
async function distinctTags(): Promise<(readonly [repository: string, tag: string, digest: string])[]> {
  const found = new Map<string, readonly [string, string, string]>();
  for (const repository of store.repositories()) {
    for (const tag of store.tags(repository) ?? []) {
      const digest = (await store.manifest(repository, tag))?.digest ?? '';
      if (!found.has(repository + digest)) found.set(repository + digest, [repository, tag, digest]);
    }
  }
  return [...found.values()];
}

const images = possible ? await distinctTags() : [];

test.skipIf(!possible).each(images)('a real engine pulls %s:%s, and finds it to be what we say it is', (repository, tag, digest) => {
  const reference = `${registry}/${repository}:${tag}`;
  real('pull', '-q', reference);
  const digests = JSON.parse(real('inspect', '-f', '{{json .RepoDigests}}', reference)) as string[];
  expect(digests).toContain(`${registry}/${repository}@${digest}`);
});

test.skipIf(!possible)('hello-world prints there what it prints here', () => {
  const there = real('run', '--rm', `${registry}/library/hello-world`);
  const here = spawnSync(process.execPath, [command, 'sh', '-'], { input: 'docker run --rm hello-world', encoding: 'utf8' });
  expect(there).toContain('Hello from Docker!');
  expect(there).toBe(here.stdout);
});
