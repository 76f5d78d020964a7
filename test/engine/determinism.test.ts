import { expect, it } from 'vitest';
import { createTestEngine } from './support/engine.ts';

async function day(seed: number): Promise<string> {
  const docker = createTestEngine({ seed, pace: 1 });
  await docker.call('POST /containers/create', { Image: 'busybox' });
  await docker.run('one', ['polite'], { ExposedPorts: { '80/tcp': {} }, HostConfig: { PublishAllPorts: true } });
  await docker.run('two', ['exit', '1'], { HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } } });
  await docker.drive(docker.clock.sleep(5000));
  await docker.call('POST /containers/one/stop');
  const answers = [await docker.call('GET /containers/json?all=1'), await docker.call('GET /info')].map(({ text }) => text);
  return JSON.stringify([docker.trace.toTrace(), answers]);
}

it('the same seed and the same requests give the same trace, byte for byte', async () => {
  const first = await day(7);
  expect(await day(7)).toBe(first);
  expect(await day(8)).not.toBe(first);
});
