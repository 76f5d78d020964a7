import { describe, expect, it } from 'vitest';
import { shell } from './support/world.ts';

describe('a container’s process', () => {
  it('writes to two streams and exits with its own status', async () => {
    expect(await shell('echo out; echo err >&2; exit 3')).toMatchObject({ out: 'out\n', err: 'err\n', exitCode: 3 });
  });
});
