import { describe, expect, it } from 'vitest';
import recorded from './fixtures/busybox.json' with { type: 'json' };
import { debianBusyboxLayer, shell } from './support/world.ts';

/** Recorded with record-busybox.mjs from Debian's busybox 1.35 under a real engine. */
describe('the shell and its applets, line by line as the real busybox', () => {
  it.each(recorded)('$line', async ({ line, out, err, exitCode }) => {
    const ran = await shell(line, { sandbox: { layers: [debianBusyboxLayer()] }, env: ['PATH=/bin', 'HOSTNAME=box'] });
    expect({ out: ran.out, err: ran.err, exitCode: ran.exitCode }).toEqual({ out, err, exitCode });
  });
});
