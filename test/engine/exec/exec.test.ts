import { describe, expect, it } from 'vitest';
import { createTestEngine, frames } from '../support/engine.ts';

const upgrade = { Upgrade: 'tcp', Connection: 'Upgrade' };

async function running() {
  const docker = createTestEngine();
  const container = await docker.run('web', ['sleep', '300'], { Env: ['COLOR=red'] });
  const exec = async (command: string[], more: object = {}) =>
    (await docker.call('POST /containers/web/exec', { Cmd: command, AttachStdout: true, AttachStderr: true, ...more })).json.Id as string;
  return { docker, container, exec };
}

describe('exec', () => {
  it('runs a further process, whose streams become the connection', async () => {
    const { docker, container, exec } = await running();
    const id = await exec(['both']);
    expect((await docker.call(`GET /exec/${id}/json`)).json).toMatchObject({
      Running: false,
      ExitCode: null,
      Pid: 0,
      ContainerID: container,
    });
    const started = await docker.send(`POST /exec/${id}/start`, {}, upgrade);
    expect([started.status, started.headers.get('Content-Type'), started.headers.get('Api-Version')]).toEqual([
      101,
      'application/vnd.docker.multiplexed-stream',
      '1.51',
    ]);
    expect(frames((await docker.read(started)).bytes)).toEqual(['1 out\n', '2 err\n', '1 part']);
    expect((await docker.call(`GET /exec/${id}/json`)).json).toMatchObject({
      Running: false,
      ExitCode: 3,
      ProcessConfig: { tty: false, entrypoint: 'both', arguments: [], privileged: false },
    });
    expect((await docker.events('exitCode')).slice(3)).toEqual([
      'container exec_create: both ',
      'container exec_start: both ',
      'container exec_die 3',
    ]);
  });

  it("sees the container's environment and its own", async () => {
    const { docker, exec } = await running();
    const id = await exec(['env'], { Env: ['SIZE=big'] });
    const text = frames((await docker.call(`POST /exec/${id}/start`, {}, upgrade)).bytes).join('');
    for (const entry of ['COLOR=red', 'SIZE=big', 'PATH=/bin']) expect(text).toContain(entry);
  });

  it('that cannot be found says so in the stream, and exits with 127', async () => {
    const { docker, exec } = await running();
    const id = await exec(['nosuch']);
    const { status, bytes } = await docker.call(`POST /exec/${id}/start`, {}, upgrade);
    expect(status).toBe(101);
    expect(frames(bytes)).toEqual([
      '1 OCI runtime exec failed: exec failed: unable to start container process: exec: "nosuch": executable file not found in $PATH\r\n',
    ]);
    expect((await docker.call(`GET /exec/${id}/json`)).json.ExitCode).toBe(127);
  });

  it('detached answers when it runs, or with what went wrong', async () => {
    const { docker, exec } = await running();
    const good = await exec(['true']);
    expect((await docker.call(`POST /exec/${good}/start`, { Detach: true })).status).toBe(200);
    const bad = await exec(['nosuch']);
    const { status, json } = await docker.call(`POST /exec/${bad}/start`, { Detach: true });
    expect([status, json.message]).toEqual([
      400,
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "nosuch": executable file not found in $PATH',
    ]);
  });

  it('takes input behind its JSON body, on the same connection', async () => {
    const { docker, exec } = await running();
    const id = await exec(['cat'], { AttachStdin: true });
    const head = new TextEncoder().encode('{"Detach":false,"Tty":false}');
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array([...head, ...new TextEncoder().encode('first ')]));
        controller.enqueue(new TextEncoder().encode('second\n'));
        controller.close();
      },
    });
    const headers = { ...upgrade, 'Content-Type': 'application/json', 'Content-Length': String(head.length) };
    const { bytes } = await docker.call(`POST /exec/${id}/start`, stream, headers);
    expect(
      frames(bytes)
        .map((frame) => frame.slice(2))
        .join(''),
    ).toBe('first second\n');
  });

  it('runs once', async () => {
    const { docker, exec } = await running();
    const id = await exec(['true']);
    await docker.call(`POST /exec/${id}/start`, {}, upgrade);
    expect((await docker.call(`POST /exec/${id}/start`, {}, upgrade)).text).toContain(`exec command ${id} has already run`);
  });

  it('needs a command and a container that runs', async () => {
    const { docker, container } = await running();
    const answer = async (line: string, body?: object) => {
      const { status, json } = await docker.call(line, body);
      return [status, json.message];
    };
    expect(await answer('POST /containers/web/exec', {})).toEqual([400, 'No exec command specified']);
    expect(await answer('POST /containers/nosuch/exec', { Cmd: ['true'] })).toEqual([404, 'No such container: nosuch']);
    expect(await answer('GET /exec/nosuch/json')).toEqual([404, 'No such exec instance: nosuch']);
    await docker.call('POST /containers/web/kill');
    expect(await answer('POST /containers/web/exec', { Cmd: ['true'] })).toEqual([409, `container ${container} is not running`]);
  });

  it('is forgotten by the daemon a round after the one that found it over', async () => {
    const { docker, exec } = await running();
    const over = await exec(['true']);
    await docker.call(`POST /exec/${over}/start`, {}, upgrade);
    const waits = await exec(['true']);
    const known = async (id: string) => (await docker.call(`GET /exec/${id}/json`)).status;
    await docker.drive(docker.clock.sleep(9 * 60_000));
    expect([await known(over), await known(waits)]).toEqual([200, 200]);
    await docker.drive(docker.clock.sleep(60_000));
    expect([await known(over), await known(waits)]).toEqual([404, 200]);
  });

  it('is a machine of its own', async () => {
    const { docker, exec } = await running();
    const id = await exec(['true']);
    await docker.call(`POST /exec/${id}/start`, {}, upgrade);
    const states = docker.trace.events.flatMap((event) => (event.type === 'state' && event.id === id ? [event.to] : []));
    expect(states).toEqual(['created', 'starting', 'running', 'exited']);
  });
});

it('top shows what runs, as ps does', async () => {
  const { docker, exec } = await running();
  const id = await exec(['cat'], { AttachStdin: true });
  await docker.send(`POST /exec/${id}/start`, new ReadableStream(), upgrade);
  const { Titles, Processes } = (await docker.call('GET /containers/web/top')).json;
  expect(Titles).toEqual(['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD']);
  expect(Processes.map((row: string[]) => [row[4], row[7]])).toEqual([
    ['09:00', 'sleep 300'],
    ['09:00', 'cat'],
  ]);
  expect((await docker.call('GET /containers/web/top?ps_args=-o+pid,comm')).json.Titles).toEqual(['PID', 'COMMAND']);
});
