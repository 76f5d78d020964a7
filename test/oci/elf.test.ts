import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Architecture, type Executable, writeElf } from '../../src/oci/catalogue/elf.ts';

const runsHere = process.platform === 'linux' && process.arch === 'x64';
const hasReadelf = spawnSync('readelf', ['--version']).status === 0;

describe('an executable', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'elf-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function written(executable: Partial<Executable>): string {
    const path = join(folder, `${executable.architecture ?? 'amd64'}-${executable.program ?? 'plain'}`);
    writeFileSync(path, writeElf({ architecture: 'amd64', message: 'hello\n', fd: 1, status: 0, ...executable }), { mode: 0o755 });
    return path;
  }

  test.runIf(runsHere)('for amd64 is run by this very kernel: it says its message and exits with its status', () => {
    const message = `Gruß\n${'x'.repeat(70_000)}\n`;
    const { stdout, stderr, status } = spawnSync(written({ message, status: 7, bulk: new Uint8Array(5000) }), { encoding: 'utf8' });
    expect([stdout, stderr, status]).toEqual([message, '', 7]);
  });

  test.runIf(runsHere)('can complain on standard error', () => {
    const { stdout, stderr, status } = spawnSync(written({ fd: 2, status: 1, program: 'nginx' }), { encoding: 'utf8' });
    expect([stdout, stderr, status]).toEqual(['', 'hello\n', 1]);
  });

  test.runIf(hasReadelf).each<[Architecture, RegExp]>([
    ['amd64', /X86-64/],
    ['arm64', /AArch64/],
  ])('for %s is one to binutils', (architecture, machine) => {
    const path = written({ architecture, program: 'nginx', bulk: new Uint8Array(9000) });
    const shown = execFileSync('readelf', ['-hln', path], { encoding: 'utf8' });
    expect(shown).toMatch(/Class: +ELF64/);
    expect(shown).toMatch(/Type: +EXEC/);
    expect(shown).toMatch(machine);
    expect(shown).toMatch(/LOAD +0x0+ 0x0+400000 .*\n.* R E +0x10000/);
    expect(shown).toMatch(/Drydock +0x00000005/);
    expect(shown).toMatch(/6e 67 69 6e 78/);
  });

  test('for arm64 has its message where its code looks for it', () => {
    const bytes = writeElf({ architecture: 'arm64', message: 'hello, you\n', fd: 1, status: 3 });
    const view = new DataView(bytes.buffer);
    const entry = Number(view.getBigUint64(24, true)) - 0x400000;
    const word = (n: number) => view.getUint32(entry + 4 * n, true);
    const adr = word(2);
    const message = entry + 8 + ((((adr >>> 5) & 0x7ffff) << 2) | ((adr >>> 29) & 3));
    const length = ((word(3) >>> 5) & 0xffff) | (((word(4) >>> 5) & 0xffff) << 16);
    expect(new TextDecoder().decode(bytes.subarray(message, message + length))).toBe('hello, you\n');
    expect((word(7) >>> 5) & 0xffff).toBe(3);
  });
});
