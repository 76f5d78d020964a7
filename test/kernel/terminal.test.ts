import { describe, expect, it } from 'vitest';
import type { ProcessSpec } from '../../src/kernel/types.ts';
import { listen, processSpec, testWorld } from './support/world.ts';

/** A process on a terminal, and someone who types. */
function atTerminal(argv: readonly string[], more: Partial<ProcessSpec> = {}) {
  const world = testWorld();
  const process = world.sandbox().start(processSpec(argv, { tty: true, stdin: true, size: { columns: 80, rows: 24 }, ...more }));
  const seen = listen(process);
  return {
    world,
    process,
    /** Types, lets things happen, and gives what has come to the screen since. */
    async type(keys: string): Promise<string> {
      const before = seen.out.length;
      process.write(new TextEncoder().encode(keys));
      await world.pass(20);
      return seen.out.slice(before);
    },
    screen: () => seen.out,
  };
}

describe('a terminal', () => {
  it('echoes what is typed and gives it a line at a time', async () => {
    const { type, world } = atTerminal(['cat']);
    await world.pass(1);
    expect(await type('he')).toBe('he');
    expect(await type('y\r')).toBe('y\r\nhey\r\n');
  });

  it('lets a line be corrected before it is given', async () => {
    const { type, world } = atTerminal(['cat']);
    await world.pass(1);
    expect(await type('abc\x7fd\r')).toBe('abc\b \bd\r\nabd\r\n');
    expect(await type('wrong\x15right\r')).toMatch(/right\r\nright\r\n$/);
  });

  it('ends input with ^D', async () => {
    const { type, world, process } = atTerminal(['cat']);
    await type('x\r\x04');
    expect(await world.until(process.exited)).toEqual({ exitCode: 0 });
  });

  it('turns ^C into SIGINT for the foreground', async () => {
    const { type, screen } = atTerminal(['sh', '-c', 'trap "echo caught" INT; sleep 10; echo after']);
    await type('');
    await type('\x03');
    expect(screen()).toBe('^Ccaught\r\nafter\r\n');
  });

  it('tells of its size, and of a change of it', async () => {
    const { type, process, screen } = atTerminal(['sh', '-c', 'trap "echo resized" WINCH; while :; do sleep 0.01; done']);
    await type('');
    process.resize({ columns: 100, rows: 30 });
    await type('');
    expect(screen()).toBe('resized\r\n');
  });

  it('is a terminal to test -t and tty, and joins both streams', async () => {
    const { world, process, screen } = atTerminal(['sh', '-c', 'test -t 0 && tty; echo err >&2']);
    await world.until(process.exited);
    expect(screen()).toBe('/dev/pts/0\r\nerr\r\n');
  });

  it('shows names in columns', async () => {
    const { world, process, screen } = atTerminal(['sh', '-c', 'cd /etc; ls']);
    await world.until(process.exited);
    expect(screen()).toBe('group        hostname     hosts        mtab         passwd       resolv.conf\r\n');
  });
});

describe('an interactive shell', () => {
  const prompted = () => atTerminal(['sh']);

  it('prompts with the folder, runs lines, and exits with the last status', async () => {
    const { type, world, process } = prompted();
    expect(await type('')).toBe('/ # ');
    expect(await type('echo hi\r')).toBe('echo hi\r\nhi\r\n/ # ');
    expect(await type('cd /etc\r')).toBe('cd /etc\r\n/etc # ');
    expect(await type('false\r')).toBe('false\r\n/etc # ');
    await type('exit\r');
    expect(await world.until(process.exited)).toEqual({ exitCode: 1 });
  });

  it('shows a home folder as ~', async () => {
    const { type } = prompted();
    await type('');
    expect(await type('cd\r')).toBe('cd\r\n~ # ');
  });

  it('drops the line on ^C, and ends on ^D', async () => {
    const { type, world, process } = prompted();
    await type('');
    expect(await type('half a li\x03')).toBe('half a li^C\r\n/ # ');
    await type('\x04');
    await world.until(process.exited);
  });

  it('stops a running command with ^C and lives on', async () => {
    const { type } = prompted();
    await type('');
    expect(await type('sleep 100\r')).toBe('sleep 100\r\n');
    expect(await type('\x03')).toBe('^C\r\n/ # ');
    expect(await type('echo $?\r')).toBe('echo $?\r\n130\r\n/ # ');
  });

  it('asks for the rest of what is not finished', async () => {
    const { type } = prompted();
    await type('');
    expect(await type('for i in 1 2\r')).toBe('for i in 1 2\r\n> ');
    expect(await type('do echo $i; done\r')).toBe('do echo $i; done\r\n1\r\n2\r\n/ # ');
  });

  it('remembers lines, and lets them be edited', async () => {
    const { type } = prompted();
    await type('echo one\r');
    expect(await type('\x1b[A\r')).toMatch(/one\r\n\/ # $/);
    expect(await type('ech two\x1b[D\x1b[D\x1b[D\x1b[Do\r')).toMatch(/two\r\n\/ # $/);
  });

  it('runs jobs in the background and says when they are done', async () => {
    const { type, world } = prompted();
    await type('');
    expect(await type('sleep 1 &\r')).toMatch(/\[1\] \d+\r\n\/ # $/);
    expect(await type('jobs\r')).toMatch(/\[1\]\+ {2}Running +sleep 1\r\n/);
    await world.pass(1500);
    expect(await type('\r')).toMatch(/\[1\]\+ {2}Done +sleep 1\r\n/);
  });

  it('prints errors and goes on', async () => {
    const { type } = prompted();
    await type('');
    expect(await type('nosuch\r')).toBe('nosuch\r\nsh: nosuch: not found\r\n/ # ');
    expect(await type('echo )\r')).toBe('echo )\r\nsh: syntax error: unexpected ")"\r\n/ # ');
  });
});
