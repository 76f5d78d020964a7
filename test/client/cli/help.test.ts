import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../fake-host.ts';

const recorded = (name: string) => readFileSync(new URL(`../recorded/help/${name}.txt`, import.meta.url), 'utf8');

describe('help, as docker 28.5 prints it', () => {
  it.each([
    ['ps', 'ps'],
    ['run', 'run'],
    ['pull', 'pull'],
    ['exec', 'exec'],
    ['rmi', 'rmi'],
    ['events', 'events'],
    ['container ls', 'container-ls'],
    ['image inspect', 'image-inspect'],
  ])('docker %s --help', async (command, file) => {
    const ran = await run(`${command} --help`);
    expect(ran).toMatchObject({ stdout: recorded(file), stderr: '', status: 0 });
  });

  it('comes by docker help, too', async () => {
    expect((await run('help ps')).stdout).toBe(recorded('ps'));
  });

  it('mentions that -h is not what it used to be', async () => {
    expect((await run('ps -h')).stdout).toBe(`Flag shorthand -h has been deprecated, use --help\n${recorded('ps')}`);
  });

  it('is wrapped at the terminal', async () => {
    const { stdout } = await run('ps --help', { terminal: { columns: 60, rows: 24 } });
    expect(stdout).toBe(recorded('ps-60-columns'));
  });

  it('goes to standard error when nothing was asked for', async () => {
    const ran = await run('');
    expect(ran.stdout).toBe('');
    expect(ran.status).toBe(0);
    expect(ran.stderr).toMatch(/^Usage: {2}docker \[OPTIONS\] COMMAND\n/);
    expect(ran.stderr).toContain('  run         Create and run a new container from an image\n');
  });
});
