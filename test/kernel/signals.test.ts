import { describe, expect, it } from 'vitest';
import { listen, processSpec, shell, testWorld } from './support/world.ts';

const start = (line: readonly string[]) => {
  const world = testWorld();
  const sandbox = world.sandbox();
  const process = sandbox.start(processSpec(line));
  return { world, sandbox, process, seen: listen(process) };
};

describe('signals', () => {
  it('do nothing to a PID 1 that has no handler for them', async () => {
    const { world, process } = start(['sleep', '300']);
    process.kill('SIGTERM');
    process.kill('SIGINT');
    await world.pass(1000);
    process.kill('SIGKILL');
    expect(await world.until(process.exited)).toEqual({ exitCode: 137, signal: 'SIGKILL' });
    expect(world.clock.now()).toBe(1000);
  });

  it('reach a PID 1 that traps them', async () => {
    const { world, process, seen } = start(['sh', '-c', 'trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.1; done']);
    await world.pass(250);
    process.kill('SIGTERM');
    expect(await world.until(process.exited)).toEqual({ exitCode: 0 });
    expect(seen.out).toBe('up\nbye\n');
    // The shell runs its trap when the sleep in the foreground is over.
    expect(world.clock.now()).toBeLessThan(310);
  });

  it('do nothing to PID 1 from inside either, not even SIGKILL', async () => {
    const { world, process, seen } = start(['sh', '-c', 'kill -9 1; sh -c "kill -9 1"; echo still here']);
    expect(await world.until(process.exited)).toEqual({ exitCode: 0 });
    expect(seen.out).toBe('still here\n');
  });

  it('end other processes, whose status is 128 and the signal’s number', async () => {
    const world = testWorld();
    const sandbox = world.sandbox();
    sandbox.start(processSpec(['sleep', '300']));
    for (const [signal, exitCode] of [
      ['SIGTERM', 143],
      ['SIGINT', 130],
      ['SIGHUP', 129],
      ['SIGKILL', 137],
    ] as const) {
      const process = sandbox.exec(processSpec(['sleep', '100']));
      process.kill(signal);
      expect(await world.until(process.exited)).toEqual({ exitCode, signal });
    }
  });

  it('stop a process and let it go on', async () => {
    const world = testWorld();
    const sandbox = world.sandbox();
    sandbox.start(processSpec(['sleep', '300']));
    const process = sandbox.exec(processSpec(['sh', '-c', 'for i in 1 2 3; do sleep 1; echo $i; done']));
    const seen = listen(process);
    await world.pass(1500);
    process.kill('SIGSTOP');
    await world.pass(10_000);
    expect(seen.out).toBe('1\n');
    process.kill('SIGCONT');
    await world.until(process.exited);
    expect(seen.out).toBe('1\n2\n3\n');
  });

  it('wait until a stopped process goes on, but for SIGKILL', async () => {
    const world = testWorld();
    const sandbox = world.sandbox();
    sandbox.start(processSpec(['sleep', '300']));
    const stop = (argv: string[]) => {
      const process = sandbox.exec(processSpec(argv));
      process.kill('SIGSTOP');
      return process;
    };
    const patient = stop(['sleep', '100']);
    patient.kill('SIGTERM');
    await world.pass(1000);
    expect(sandbox.processes().map(({ pid }) => pid)).toContain(patient.pid);
    patient.kill('SIGCONT');
    expect(await world.until(patient.exited)).toEqual({ exitCode: 143, signal: 'SIGTERM' });
    const doomed = stop(['sleep', '100']);
    doomed.kill('SIGKILL');
    expect(await world.until(doomed.exited)).toEqual({ exitCode: 137, signal: 'SIGKILL' });
  });

  it('find a frozen container’s processes, all of them, only when it thaws', async () => {
    const { world, sandbox, process, seen } = start([
      'sh',
      '-c',
      'trap "echo bye; exit 0" TERM; while :; do echo tick; sleep 1; done & while :; do sleep 0.1; done',
    ]);
    await world.pass(1500);
    sandbox.freeze();
    process.kill('SIGTERM');
    await world.pass(10_000);
    expect(seen.out).toBe('tick\ntick\n');
    sandbox.thaw();
    expect(await world.until(process.exited)).toEqual({ exitCode: 0 });
    expect(seen.out).toContain('bye\n');
  });

  it('end `wait` early, with the trap run', async () => {
    const { world, process, seen } = start(['sh', '-c', 'trap "echo got it" USR1; sleep 100 & wait; echo $?']);
    await world.pass(100);
    process.kill('SIGUSR1');
    await world.until(process.exited);
    expect(seen.out).toBe('got it\n138\n');
  });

  it('are ignored where the shell says so, by its children too', async () => {
    expect(await shell(`trap '' TERM; sh -c 'kill -TERM $$; echo survived'`)).toMatchObject({ out: 'survived\n' });
  });

  it('end a container’s command by `kill %1` and are told by `wait`', async () => {
    expect(await shell('sleep 100 & kill -INT $!; wait $!; echo $?; kill -KILL $! ; echo $?')).toMatchObject({
      out: expect.stringContaining('1\n'),
    });
  });
});
