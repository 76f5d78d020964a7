import { expect, it } from 'vitest';
import { createTestEngine } from '../support/engine.ts';

it('version says what is emulated', async () => {
  const docker = createTestEngine();
  const { Version, ApiVersion, MinAPIVersion, Os, Arch, Components } = (await docker.call('GET /version')).json;
  expect([Version, ApiVersion, MinAPIVersion, Os, Arch]).toEqual(['28.5.2', '1.51', '1.24', 'linux', 'amd64']);
  expect(Components.map(({ Name }: { Name: string }) => Name)).toEqual(['Engine', 'containerd', 'runc', 'docker-init']);
});

it('info counts what there is', async () => {
  const docker = createTestEngine();
  await docker.run('up', ['sleep', '300']);
  await docker.run('ice', ['sleep', '300']);
  await docker.call('POST /containers/ice/pause');
  await docker.create('idle', ['true']);
  expect((await docker.call('GET /info')).json).toMatchObject({
    Containers: 3,
    ContainersRunning: 1,
    ContainersPaused: 1,
    ContainersStopped: 1,
    Images: 2,
    Driver: 'overlay2',
    LoggingDriver: 'json-file',
    CgroupVersion: '2',
    Name: 'drydock',
    SystemTime: '2026-11-24T09:00:00Z',
  });
});

it('df weighs images and containers, a shared layer once', async () => {
  const docker = createTestEngine();
  await docker.run('up', ['sleep', '300']);
  const { LayersSize, Images, Containers, Volumes, BuildCache } = (await docker.call('GET /system/df')).json;
  expect(LayersSize).toBe(2000);
  expect(Images[0]).toMatchObject({ Containers: 1, RepoTags: ['busybox:latest'], Size: 1000, SharedSize: 0 });
  expect(Containers[0]).toMatchObject({ Names: ['/up'], SizeRootFs: 1000 });
  expect([Volumes, BuildCache]).toEqual([[], []]);
});

it('has no plugins and is in no swarm', async () => {
  const docker = createTestEngine();
  expect((await docker.call('GET /plugins')).json).toEqual([]);
  expect((await docker.call('GET /plugins/nosuch/json')).json).toEqual({ message: 'plugin "nosuch" not found' });
  expect((await docker.call('GET /swarm')).status).toBe(503);
});
