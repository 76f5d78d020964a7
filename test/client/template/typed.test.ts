import { describe, expect, it } from 'vitest';
import { json, run } from '../fake-host.ts';

const web = {
  Id: 'abc',
  Created: '2026-11-24T13:16:48.38Z',
  Args: ['1000'],
  State: { Status: 'running', Running: true, Pid: 12, ExitCode: 0 },
  HostConfig: {
    NetworkMode: 'bridge',
    PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8081' }] },
    RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
    ConsoleSize: [0, 0],
    Memory: 16_777_216,
  },
  Mounts: [{ Type: 'bind', Source: '/tmp', Destination: '/t', Mode: '', RW: true, Propagation: 'rslave' }],
  Config: {
    Env: ['A=1'],
    Cmd: null,
    Labels: { tier: 'web' },
    ExposedPorts: { '80/tcp': {} },
    Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 30_000_000_000 },
  },
  NetworkSettings: {
    Ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8081' }], '99/tcp': null },
    Networks: { bridge: { IPAddress: '172.17.0.2' } },
  },
};
const engine = { 'GET /containers/web/json': json(web) };

describe('inspect prints what Go has, not what JSON has', () => {
  it.each([
    [
      '{{.Config.Env}} {{.Config.Cmd}} {{.Config.Labels}} {{.Config.ExposedPorts}} {{.Config.Volumes}}',
      '[A=1] [] map[tier:web] map[80/tcp:{}] map[]',
    ],
    ['{{.NetworkSettings.Ports}}', 'map[80/tcp:[{0.0.0.0 8081}] 99/tcp:[]]'],
    ['{{json .NetworkSettings.Ports}}', '{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8081"}],"99/tcp":null}'],
    [
      '{{.Mounts}} {{json .Mounts}}',
      '[{bind  /tmp /t   true rslave}] [{"Type":"bind","Source":"/tmp","Destination":"/t","Mode":"","RW":true,"Propagation":"rslave"}]',
    ],
    ['{{.Config.Healthcheck.Interval}} {{.Config.Healthcheck}}', '30s {[CMD-SHELL true] 30s 0s 0s 0s 0}'],
    [
      '{{.HostConfig.RestartPolicy}} {{.HostConfig.Memory}} {{.HostConfig.Init}} {{.HostConfig.ConsoleSize}}',
      '{no 0} 16777216 <nil> [0 0]',
    ],
    ['{{index .Config.Labels "tier"}}|{{index .Config.Labels "nope"}}|{{.Config.Labels.nope}}', 'web||<no value>'],
    [
      '{{range $p, $c := .NetworkSettings.Ports}}{{$p}};{{end}}{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
      '80/tcp;99/tcp;172.17.0.2',
    ],
    ['{{.ID}} {{.Id}}', undefined],
    ['{{.ID}} {{.State.Running}} {{len .Args}} {{.SizeRw}}', 'abc true 1 <nil>'],
    ['{{.Id}}', 'abc'],
  ])('%s', async (format, expected) => {
    const ran = await run(['inspect', '-f', format, 'web'], { engine });
    if (expected === undefined) expect(ran).toMatchObject({ stdout: '\n', status: 1 });
    else expect(ran).toMatchObject({ stdout: `${expected}\n`, stderr: '', status: 0 });
  });

  it('complains in the words of the plain JSON', async () => {
    const ran = await run(['inspect', '-f', '{{.State.Health.Status}}', 'web'], { engine });
    expect(ran).toMatchObject({
      stdout: '\n',
      stderr: 'template parsing error: template: :1:8: executing "" at <.State.Health.Status>: map has no entry for key "Health"\n',
      status: 1,
    });
  });

  it('lays JSON out by four blanks, and keeps what stands in it', async () => {
    const ran = await run('inspect web', { engine: { 'GET /containers/web/json': json({ Id: 'a', Big: 0, List: [], Text: '<{[ ' }) } });
    expect(ran.stdout).toBe('[\n    {\n        "Id": "a",\n        "Big": 0,\n        "List": [],\n        "Text": "<{[ "\n    }\n]\n');
  });

  it('asks everywhere before it gives up', async () => {
    const ran = await run('inspect nosuch', { engine: { 'GET /info': json({ Swarm: { ControlAvailable: false } }) } });
    expect(ran.asked).toEqual([
      'GET /v1.51/containers/nosuch/json',
      'GET /v1.51/images/nosuch/json',
      'GET /v1.51/networks/nosuch',
      'GET /v1.51/volumes/nosuch',
      'GET /v1.51/info',
      'GET /v1.51/plugins/nosuch/json',
    ]);
    expect(ran).toMatchObject({ stdout: '[]\n', stderr: 'Error: No such object: nosuch\n', status: 1 });
  });
});
