import { chunksOf } from '../../core/http.ts';
import type { Output } from '../../core/stdio.ts';
import { Demultiplexer } from '../api/demultiplex.ts';

/** Where an attached container's output goes; what is left out is dropped. */
export interface Outputs {
  readonly stdout?: Output | undefined;
  readonly stderr?: Output | undefined;
}

/** Copies a hijacked connection, or a log, until it ends: raw with a terminal, in frames without. */
export async function copyOutput(response: Response, raw: boolean, { stdout, stderr }: Outputs): Promise<void> {
  if (raw) {
    for await (const chunk of chunksOf(response)) stdout?.write(chunk);
    return;
  }
  const frames = new Demultiplexer((stream, bytes) => (stream === 'stdout' ? stdout : stderr)?.write(bytes));
  for await (const chunk of chunksOf(response)) frames.write(chunk);
}
