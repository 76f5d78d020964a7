import { describe, expect, it } from 'vitest';
import { ExecError, type ProcessSpec } from '../../src/kernel/types.ts';
import { programFile } from './support/elf.ts';
import { busyboxLayer, listen, processSpec, run, testWorld, treeOf } from './support/world.ts';

/** What runc says of a start that fails. */
function refusal(argv: readonly string[], more: Partial<ProcessSpec> = {}): [string, string] {
  const world = testWorld();
  const layers = [busyboxLayer(), treeOf({ '/plain': 'echo plain\n' })];
  try {
    world.sandbox({ layers }).start(processSpec(argv, more));
  } catch (error) {
    if (error instanceof ExecError) return [error.code, error.message];
    throw error;
  }
  throw new Error('it started');
}

/** Recorded from a real engine: `docker run --rm busybox …`, behind "unable to start container process: ". */
describe('a start that fails, in the words of runc', () => {
  it.each([
    [['nosuch'], 'ENOENT', 'exec: "nosuch": executable file not found in $PATH'],
    [['/nosuch'], 'ENOENT', 'exec: "/nosuch": stat /nosuch: no such file or directory'],
    [['./nosuch'], 'ENOENT', 'exec: "./nosuch": stat ./nosuch: no such file or directory'],
    [['nosuch/x'], 'ENOENT', 'exec: "nosuch/x": stat nosuch/x: no such file or directory'],
    [['/etc'], 'EACCES', 'exec: "/etc": permission denied'],
    [['/etc/passwd'], 'EACCES', 'exec: "/etc/passwd": permission denied'],
    [['/etc/passwd/x'], 'ENOTDIR', 'exec: "/etc/passwd/x": stat /etc/passwd/x: not a directory'],
    [[''], 'ENOENT', 'exec: "": executable file not found in $PATH'],
  ] as const)('%j', (argv, code, message) => {
    expect(refusal(argv)).toEqual([code, message]);
  });

  it('looks in PATH only, and only where PATH says', () => {
    const message = 'exec: "ls": executable file not found in $PATH';
    expect(refusal(['ls'], { env: ['PATH=/nosuch'] })).toEqual(['ENOENT', message]);
    expect(refusal(['ls'], { env: ['PATH='] })).toEqual(['ENOENT', message]);
  });

  it('knows users and groups by the container’s own files', () => {
    expect(refusal(['id'], { user: 'nouser' })).toEqual(['ENOUSER', 'unable to find user nouser: no matching entries in passwd file']);
    expect(refusal(['id'], { user: 'nouser:nogroup' })[1]).toBe('unable to find user nouser: no matching entries in passwd file');
    expect(refusal(['id'], { user: 'root:nogrp' })[1]).toBe('unable to find group nogrp: no matching entries in group file');
  });
});

describe('whom a process runs as', () => {
  it.each([
    ['', 'uid=0(root) gid=0(root) groups=0(root)\n/root\n'],
    ['1000', 'uid=1000 gid=0(root) groups=0(root)\n/\n'],
    ['1000:1001', 'uid=1000 gid=1001 groups=1001\n/\n'],
    ['nobody', 'uid=65534(nobody) gid=65534(nobody) groups=65534(nobody)\n/\n'],
  ])('--user %s', async (user, out) => {
    expect(await run(['sh', '-c', 'id; echo $HOME'], { user })).toMatchObject({ out, exitCode: 0 });
  });
});

describe('what a file runs', () => {
  const files = (content: Parameters<typeof treeOf>[0]) => ({ sandbox: { layers: [busyboxLayer(), treeOf(content)] } });
  const text = (script: string) => ({ data: new TextEncoder().encode(script) });

  it('is the interpreter that its first line names', async () => {
    const ran = await run(['/s', 'a', 'b'], files({ '/s': text('#!/bin/sh -x\necho "$0 $*"\n') }));
    expect(ran).toMatchObject({ out: '/s a b\n', err: "+ echo '/s a b'\n" });
  });

  it('is nothing without that line, or with one that leads nowhere', async () => {
    expect(await run(['/s'], files({ '/s': text('echo plain\n') }))).toMatchObject({ err: 'exec /s: exec format error\n', exitCode: 255 });
    expect(await run(['/s'], files({ '/s': text('#!/nosuch\n') }))).toMatchObject({
      err: 'exec /s: no such file or directory\n',
      exitCode: 255,
    });
  });

  it('must be made for this machine', async () => {
    expect(await run(['/hello'], files({ '/hello': { data: programFile('true', 'arm64') } }))).toMatchObject({
      err: 'exec /hello: exec format error\n',
      exitCode: 255,
    });
  });

  it('is its own code when it names no program of ours', async () => {
    const machineCode = [
      0xb8, 1, 0, 0, 0, 0xbf, 1, 0, 0, 0, 0x48, 0x8d, 0x35, 0x10, 0, 0, 0, 0xba, 6, 0, 0, 0, 0x0f, 0x05, 0x31, 0xff, 0xb8, 60, 0, 0, 0,
      0x0f, 0x05,
    ];
    const ran = await run(['/hello'], files({ '/hello': { data: executable([...machineCode, ...new TextEncoder().encode('hello\n')]) } }));
    expect(ran).toMatchObject({ out: 'hello\n', exitCode: 0 });
  });

  it('is an illegal instruction where we know no better, and says so', async () => {
    const ran = await run(['/odd'], files({ '/odd': { data: executable([0x0f, 0x0b]) } }));
    expect(ran).toMatchObject({
      err: '/odd: Drydock models programs and cannot run this one (the x86-64 instruction 0xf at 0x400078)\n',
      exitCode: 132,
    });
  });

  it('is busybox for a genuine one, by its name', async () => {
    const genuine = executable([0x0f, 0x0b]);
    const ran = await run(['/real/ls', '-d', '/etc'], files({ '/real/busybox': { data: genuine }, '/real/ls': { link: 'busybox' } }));
    expect(ran).toMatchObject({ out: '/etc\n', exitCode: 0 });
  });

  it('starts in its folder, with its variables', async () => {
    const ran = await run(['sh', '-c', 'pwd; echo $COLOR; hostname'], { cwd: '/etc', env: ['PATH=/bin', 'COLOR=red'] });
    expect(ran.out).toBe('/etc\nred\nbox\n');
  });

  it('sees another process’s output as it comes', async () => {
    const world = testWorld();
    const process = world.sandbox().start(processSpec(['sh', '-c', 'echo a; sleep 1; echo b']));
    const seen = listen(process);
    await world.pass(500);
    expect(seen.out).toBe('a\n');
    await world.until(process.exited);
    expect(seen.out).toBe('a\nb\n');
  });
});

/** An x86-64 executable with one segment at 0x400000, which begins behind its headers. */
function executable(code: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(120 + code.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 2, true);
  view.setUint16(18, 62, true);
  view.setBigUint64(24, 0x400078n, true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setUint32(64, 1, true);
  view.setBigUint64(80, 0x400000n, true);
  view.setBigUint64(96, BigInt(bytes.length), true);
  view.setBigUint64(104, BigInt(bytes.length), true);
  bytes.set(code, 120);
  return bytes;
}
