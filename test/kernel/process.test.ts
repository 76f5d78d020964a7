import { describe, expect, it } from 'vitest';
import { programFile } from './support/elf.ts';
import { busyboxLayer, listen, processSpec, run, shell, testWorld, treeOf } from './support/world.ts';

describe('a container’s process', () => {
  it('writes to two streams and exits with its own status', async () => {
    expect(await shell('echo out; echo err >&2; exit 3')).toMatchObject({ out: 'out\n', err: 'err\n', exitCode: 3 });
  });

  it('reads what is written to its input, up to the end', async () => {
    expect(await run(['wc', '-l'], { input: 'a\nb\n' })).toMatchObject({ out: '2\n', exitCode: 0 });
  });

  it('finds its input at an end when nobody keeps it open', async () => {
    expect(await run(['cat'])).toMatchObject({ out: '', exitCode: 0 });
  });

  it('sleeps on the virtual clock', async () => {
    const world = testWorld();
    const process = world.sandbox().start(processSpec(['sleep', '300']));
    await world.until(process.exited);
    expect(world.clock.now()).toBe(300_000);
  });

  it('runs beside others in one PID namespace, numbered from 1', async () => {
    const world = testWorld();
    const sandbox = world.sandbox();
    const init = sandbox.start(processSpec(['sleep', '300']));
    const second = sandbox.exec(processSpec(['sleep', '100']));
    expect(init.pid).toBe(1);
    expect(second.hostPid).toBeGreaterThan(init.hostPid);
    await world.pass(10);
    expect(sandbox.processes().map(({ pid, ppid, user, argv }) => [pid, ppid, user, argv.join(' ')])).toEqual([
      [1, 0, 'root', 'sleep 300'],
      [second.pid, 0, 'root', 'sleep 100'],
    ]);
  });

  it('takes the container with it when it is PID 1', async () => {
    const world = testWorld();
    const sandbox = world.sandbox();
    const init = sandbox.start(processSpec(['sleep', '1']));
    const second = sandbox.exec(processSpec(['sleep', '100']));
    expect(await world.until(init.exited)).toEqual({ exitCode: 0 });
    expect(await world.until(second.exited)).toEqual({ exitCode: 137, signal: 'SIGKILL' });
    expect(sandbox.processes()).toEqual([]);
    expect(world.clock.now()).toBe(1000);
  });

  it('leaves its children to PID 1 when it ends, which has to wait for them', async () => {
    const world = testWorld();
    const sandbox = world.sandbox();
    sandbox.start(processSpec(['sleep', '300']));
    const parent = sandbox.exec(processSpec(['sh', '-c', 'sleep 5 & echo $!']));
    const seen = listen(parent);
    await world.until(parent.exited);
    const child = Number(seen.out);
    expect(sandbox.processes().find(({ pid }) => pid === child)).toMatchObject({ ppid: 1, argv: ['sleep', '5'] });
    await world.pass(6000);
    const ps = sandbox.exec(processSpec(['ps', '-o', 'pid,stat,args']));
    const table = listen(ps);
    await world.until(ps.exited);
    expect(table.out).toContain(`${String(child).padStart(5)} Z    [sleep]`);
  });

  it('lets time pass though it only computes', async () => {
    const world = testWorld();
    const process = world.sandbox().start(processSpec(['sh', '-c', 'while :; do :; done']));
    await world.pass(50);
    process.kill('SIGKILL');
    expect(await world.until(process.exited)).toEqual({ exitCode: 137, signal: 'SIGKILL' });
  });

  it('unwinds when it is killed, so that what it wanted to do at the end is done', async () => {
    const log: string[] = [];
    const world = testWorld({
      programs: {
        careful: async (sys) => {
          try {
            await sys.sleep(1000);
          } finally {
            log.push('put away');
          }
          return 0;
        },
      },
    });
    const { programFile } = await import('./support/elf.ts');
    const { busyboxLayer, treeOf } = await import('./support/world.ts');
    const sandbox = world.sandbox({ layers: [busyboxLayer(), treeOf({ '/bin/careful': { data: programFile('careful') } })] });
    const process = sandbox.start(processSpec(['careful']));
    await world.pass(10);
    process.kill('SIGKILL');
    await world.until(process.exited);
    await world.pass(1);
    expect(log).toEqual(['put away']);
  });

  it('ends a writer whose reader has gone', async () => {
    expect(await shell('yes | head -n 1; echo done')).toMatchObject({ out: 'y\ndone\n', exitCode: 0 });
  });

  it('meets another at a named pipe, whoever comes first', async () => {
    expect(await shell('cd /tmp; mkfifo p; echo early > p & cat p; (sleep 1; echo late > p) & cat p')).toMatchObject({
      out: 'early\nlate\n',
    });
  });

  it('passes a lot through a pipe', async () => {
    expect(await shell('yes | head -c 1000000 | wc')).toMatchObject({ out: '   500000    500000   1000000\n' });
  });

  it('tells the trace when it starts and ends', async () => {
    const world = testWorld();
    const sandbox = world.sandbox();
    await world.until(sandbox.start(processSpec(['true'], { span: 'x9' })).exited);
    sandbox.close();
    expect(world.trace.events.map(({ type }) => type)).toEqual([
      'mount.overlay',
      'namespace.created',
      'cgroup.created',
      'net.attached',
      'process.started',
      'process.ended',
      'net.detached',
      'mount.removed',
    ]);
    expect(world.trace.events.find(({ type }) => type === 'process.started')).toMatchObject({ pid: 1, argv: ['true'], span: 'x9' });
  });

  it('leaves no word in the trace of a quiet sandbox', async () => {
    const world = testWorld();
    const sandbox = world.sandbox({ quiet: true });
    await world.until(sandbox.start(processSpec(['sh', '-c', 'echo x > /etc/passwd'])).exited);
    sandbox.close();
    expect(world.trace.events).toEqual([]);
  });

  it('does the same again with the same seed', async () => {
    const trace = async () => {
      const world = testWorld();
      const process = world.sandbox().start(processSpec(['sh', '-c', 'head -c 8 /dev/urandom | hexdump -C; sleep 0.1 & ps; wait']));
      const seen = listen(process);
      await world.until(process.exited);
      return JSON.stringify([seen, world.trace.events]);
    };
    expect(await trace()).toBe(await trace());
  });

  it('reads in its cgroup what it may have, as it is now', async () => {
    const world = testWorld();
    let memoryBytes = 16 << 20;
    const sandbox = world.sandbox({ limits: () => ({ memoryBytes, cpuQuotaUs: 50_000, cpuShares: 512 }) });
    sandbox.start(processSpec(['sleep', '300']));
    const read = async () => {
      const process = sandbox.exec(processSpec(['sh', '-c', 'cd /sys/fs/cgroup; cat memory.max cpu.max cpu.weight pids.max']));
      const seen = listen(process);
      await world.until(process.exited);
      return seen.out;
    };
    expect(await read()).toBe('16777216\n50000 100000\n20\nmax\n');
    memoryBytes *= 2;
    expect(await read()).toContain('33554432\n');
  });

  it('is refused a child when its cgroup has as many processes as it may have', async () => {
    const line = 'sleep 1 & sleep 1 & sleep 1 & echo end';
    const refused = { out: '', err: "sh: can't fork: Resource temporarily unavailable\n", exitCode: 2 };
    expect(await shell(line, { sandbox: { limits: () => ({ processes: 3 }) } })).toMatchObject(refused);
    expect(await shell(line, { sandbox: { limits: () => ({ processes: 4 }) } })).toMatchObject({ out: 'end\n', exitCode: 0 });
  });

  it('is timed, by the clock and on the processor', async () => {
    expect((await shell('time sleep 1.5')).err).toBe('real\t0m 1.50s\nuser\t0m 0.00s\nsys\t0m 0.00s\n');
    const bash = treeOf({ '/tmp/bash': { data: programFile('bash') } });
    // A program to ash, which is what is redirected; a word over the whole pipeline to bash.
    expect(await shell('time -p sleep 1 | cat; time false 2>&1')).toMatchObject({
      err: 'real 1.00\nuser 0.00\nsys 0.00\n',
      out: expect.stringMatching(/^Command exited with non-zero status 1\nreal\t0m/),
      exitCode: 1,
    });
    expect(
      (await run(['/tmp/bash', '-c', 'time { sleep 1; sleep 0.25; } | cat'], { sandbox: { layers: [busyboxLayer(), bash] } })).err,
    ).toMatch(/^\nreal\t0m1.25\ds\nuser\t0m0.00/);
    const busy = 'i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done';
    const [, real, user] = /real\t0m (.*)s\nuser\t0m (.*)s/.exec((await shell(`time sh -c '${busy}; sleep 1'`)).err) ?? [];
    expect(Number(user)).toBeGreaterThan(0.05);
    expect(Number(real)).toBeCloseTo(1 + Number(user), 1);
  });

  it('dies of a function that calls itself for ever', async () => {
    expect(await shell('sh -c "f() { f; }; f"; echo $?')).toMatchObject({ out: '139\n', err: 'Segmentation fault\n' });
    expect(await shell('f() { f; }; f')).toMatchObject({ exitCode: 139 });
  });
});
