import { describe, expect, it } from 'vitest';
import { createAddressPool } from '../../../src/engine/network/address-pool.ts';
import { createPorts } from '../../../src/engine/network/ports.ts';
import { createTestEngine } from '../support/engine.ts';

describe('the networks that every engine has', () => {
  it('are bridge, host and none', async () => {
    const docker = createTestEngine();
    const networks = (await docker.call('GET /networks')).json;
    expect(networks.map(({ Name, Driver, Scope }: Record<string, string>) => [Name, Driver, Scope])).toEqual([
      ['none', 'null', 'local'],
      ['host', 'host', 'local'],
      ['bridge', 'bridge', 'local'],
    ]);
    expect((await docker.call('GET /networks/bridge')).json.IPAM.Config).toEqual([{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' }]);
    expect((await docker.call('GET /networks/nosuch')).json).toEqual({ message: 'network nosuch not found' });
  });

  it('show who is on them', async () => {
    const docker = createTestEngine();
    const id = await docker.run('one', ['sleep', '300']);
    const { Containers } = (await docker.call('GET /networks/bridge')).json;
    expect(Containers[id]).toMatchObject({ Name: 'one', IPv4Address: '172.17.0.2/16' });
    await docker.call('POST /containers/one/kill');
    expect((await docker.call('GET /networks/bridge')).json.Containers).toEqual({});
  });

  it.each(['host', 'none'])('%s gives no address', async (mode) => {
    const docker = createTestEngine();
    await docker.run('one', ['sleep', '300'], { HostConfig: { NetworkMode: mode } });
    const { NetworkSettings, Config } = (await docker.call('GET /containers/one/json')).json;
    expect(NetworkSettings.Networks[mode]).toMatchObject({ IPAddress: '', EndpointID: expect.stringMatching(/./) });
    expect(Config.Hostname === 'drydock').toBe(mode === 'host');
  });
});

it('addresses: the lowest free one', async () => {
  const docker = createTestEngine();
  const address = async (name: string) => (await docker.call(`GET /containers/${name}/json`)).json.NetworkSettings.IPAddress;
  await docker.run('one', ['sleep', '300']);
  await docker.run('two', ['sleep', '300']);
  expect([await address('one'), await address('two')]).toEqual(['172.17.0.2', '172.17.0.3']);
  await docker.call('DELETE /containers/one?force=1');
  await docker.run('three', ['sleep', '300']);
  expect(await address('three')).toBe('172.17.0.2');
});

it('addresses run out', () => {
  const pool = createAddressPool('10.0.0.0/29');
  expect([1, 2, 3, 4, 5, 6].map(() => pool.take())).toEqual(['10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6', undefined]);
});

describe('ports', () => {
  it('that are taken make the start fail, and give the address back', async () => {
    const docker = createTestEngine();
    const published = { ExposedPorts: { '80/tcp': {} }, HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '8085' }] } } };
    await docker.run('one', ['sleep', '300'], published);
    await docker.create('two', ['sleep', '300'], published);
    const { status, json } = await docker.call('POST /containers/two/start');
    expect(status).toBe(500);
    expect(json.message).toMatch(
      /^failed to set up container networking: driver failed programming external connectivity on endpoint two \([0-9a-f]{64}\): Bind for 0\.0\.0\.0:8085 failed: port is already allocated$/,
    );
    await docker.call('DELETE /containers/one?force=1');
    await docker.call('POST /containers/two/start');
    expect((await docker.call('GET /containers/two/json')).json.NetworkSettings.IPAddress).toBe('172.17.0.2');
  });

  it('for which any will do are counted up from 32768', () => {
    const ports = createPorts();
    const publish = (HostIp: string, HostPort: string) =>
      ports.publish(80, 'tcp', { HostIp, HostPort }).map(({ hostIp, hostPort }) => `${hostIp} ${hostPort}`);
    expect(publish('', '')).toEqual(['0.0.0.0 32768', ':: 32768']);
    expect(publish('', '')).toEqual(['0.0.0.0 32769', ':: 32769']);
    expect(publish('127.0.0.1', '9000')).toEqual(['127.0.0.1 9000']);
    expect(publish('127.0.0.2', '9000')).toEqual(['127.0.0.2 9000']);
    expect(() => publish('', '9000')).toThrow('Bind for 127.0.0.1:9000 failed: port is already allocated');
    expect(publish('', '9000-9001')).toEqual(['0.0.0.0 9001', ':: 9001']);
  });

  it('are published only where they are exposed, all of them with --publish-all', async () => {
    const docker = createTestEngine();
    const ports = async (name: string) => (await docker.call(`GET /containers/${name}/json`)).json.NetworkSettings.Ports;
    await docker.run('hidden', ['sleep', '300'], { HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '8085' }] } } });
    expect(await ports('hidden')).toEqual({});
    await docker.run('all', ['sleep', '300'], { ExposedPorts: { '80/tcp': {} }, HostConfig: { PublishAllPorts: true } });
    expect((await ports('all'))['80/tcp'][0]).toEqual({ HostIp: '0.0.0.0', HostPort: '32768' });
  });
});
