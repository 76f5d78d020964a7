import { expect, it } from 'vitest';
import { createTestEngine } from '../support/engine.ts';

const request = {
  ExposedPorts: { '80/tcp': {}, '81/tcp': {} },
  HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '8085' }] }, Memory: 16_777_216 },
};

/** The keys that Docker Engine 28.5 writes, in its order. */
const keys =
  'Id Created Path Args State Image ResolvConfPath HostnamePath HostsPath LogPath Name RestartCount Driver Platform MountLabel ProcessLabel AppArmorProfile ExecIDs HostConfig GraphDriver Mounts Config NetworkSettings';
const hostConfigKeys =
  'Binds ContainerIDFile LogConfig NetworkMode PortBindings RestartPolicy AutoRemove VolumeDriver VolumesFrom ConsoleSize CapAdd CapDrop CgroupnsMode Dns DnsOptions DnsSearch ExtraHosts GroupAdd IpcMode Cgroup Links OomScoreAdj PidMode Privileged PublishAllPorts ReadonlyRootfs SecurityOpt UTSMode UsernsMode ShmSize Runtime Isolation CpuShares Memory NanoCpus CgroupParent BlkioWeight BlkioWeightDevice BlkioDeviceReadBps BlkioDeviceWriteBps BlkioDeviceReadIOps BlkioDeviceWriteIOps CpuPeriod CpuQuota CpuRealtimePeriod CpuRealtimeRuntime CpusetCpus CpusetMems Devices DeviceCgroupRules DeviceRequests MemoryReservation MemorySwap MemorySwappiness OomKillDisable PidsLimit Ulimits CpuCount CpuPercent IOMaximumIOps IOMaximumBandwidth MaskedPaths ReadonlyPaths';

it('what was created is shown key by key', async () => {
  const docker = createTestEngine();
  const id = await docker.create('ins', ['sleep', '300'], request);
  const shown = (await docker.call('GET /containers/ins/json')).json;
  expect(Object.keys(shown)).toEqual(keys.split(' '));
  expect(Object.keys(shown.HostConfig)).toEqual(hostConfigKeys.split(' '));
  expect(shown).toMatchObject({ Id: id, Name: '/ins', Path: 'sleep', Args: ['300'], Created: '2026-11-24T09:00:00Z', LogPath: '' });
  expect(shown.State).toEqual({
    Status: 'created',
    Running: false,
    Paused: false,
    Restarting: false,
    OOMKilled: false,
    Dead: false,
    Pid: 0,
    ExitCode: 0,
    Error: '',
    StartedAt: '0001-01-01T00:00:00Z',
    FinishedAt: '0001-01-01T00:00:00Z',
  });
  expect(shown.HostConfig).toMatchObject({ NetworkMode: 'bridge', MemorySwap: 33_554_432, ShmSize: 67_108_864, Runtime: 'runc' });
  expect(shown.Config.Hostname).toBe(id.slice(0, 12));
  expect(shown.NetworkSettings).toMatchObject({ SandboxID: '', Ports: {}, IPAddress: '', Networks: { bridge: { NetworkID: '' } } });
  expect(shown.GraphDriver.Data.LowerDir.split(':')).toHaveLength(2);
});

it('what runs has an address, a PID and its ports', async () => {
  const docker = createTestEngine();
  await docker.run('ins', ['sleep', '300'], request);
  const { State, NetworkSettings, LogPath, Id } = (await docker.call('GET /containers/ins/json')).json;
  expect(State).toMatchObject({ Status: 'running', Running: true, StartedAt: '2026-11-24T09:00:00Z' });
  expect(State.Pid).toBeGreaterThan(1);
  expect(LogPath).toBe(`/var/lib/docker/containers/${Id}/${Id}-json.log`);
  expect(NetworkSettings).toMatchObject({
    IPAddress: '172.17.0.2',
    IPPrefixLen: 16,
    Gateway: '172.17.0.1',
    Ports: {
      '80/tcp': [
        { HostIp: '0.0.0.0', HostPort: '8085' },
        { HostIp: '::', HostPort: '8085' },
      ],
      '81/tcp': null,
    },
  });
  expect(NetworkSettings.MacAddress).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
});

it('what has ended has left its network, and remembers which it was', async () => {
  const docker = createTestEngine();
  await docker.run('ins', ['true'], request);
  const { NetworkSettings } = (await docker.call('GET /containers/ins/json')).json;
  expect(NetworkSettings).toMatchObject({ SandboxID: '', IPAddress: '', Ports: {} });
  expect(NetworkSettings.Networks.bridge.NetworkID).toMatch(/^[0-9a-f]{64}$/);
});

it('is found by name, by id, and by the beginning of an id', async () => {
  const docker = createTestEngine();
  const id = await docker.create('ins', ['true']);
  for (const reference of ['ins', id, id.slice(0, 12), id.slice(0, 3)]) {
    expect((await docker.call(`GET /containers/${reference}/json`)).json.Id).toBe(id);
  }
  expect((await docker.call('GET /containers/nosuch/json')).json).toEqual({ message: 'No such container: nosuch' });
});
