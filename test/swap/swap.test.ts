import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, inject, test } from 'vitest';
import { emptyEngine } from './engine/api.ts';
import { startOurEngine } from './engine/our-engine.ts';
import { scripts, transcriptPath } from './runner/script.ts';
import { transcribe } from './runner/transcribe.ts';

/**
 * The swap test: each part is exchanged for the real one, and nobody may notice. The transcripts
 * were recorded with the real command line on a real engine; DRYDOCK_SWAP=record writes them anew,
 * DRYDOCK_SWAP=recorded does without a real engine.
 */
const { command, registry, docker, dockerHost } = inject('swap');
const ourDocker = `${process.execPath} ${command} docker`;
const recording = process.env.DRYDOCK_SWAP === 'record';

async function onOurEngine<T>(work: (dockerHost: string) => Promise<T>): Promise<T> {
  const engine = await startOurEngine(command, registry);
  try {
    return await work(engine.dockerHost);
  } finally {
    await engine.stop();
  }
}

describe.each(scripts())('$name', (script) => {
  const recorded = () => readFileSync(transcriptPath(script.name), 'utf8');

  test.skipIf(!docker || !dockerHost)('the real command line on a real engine gives what is recorded', async () => {
    await emptyEngine(dockerHost as string);
    const transcript = await transcribe(script, { docker: docker as string, dockerHost: dockerHost as string, registry });
    if (recording) writeFileSync(transcriptPath(script.name), transcript);
    expect(transcript).toBe(recorded());
  });

  test.skipIf(!docker || recording)('the real command line on our engine', async () => {
    const transcript = await onOurEngine((host) => transcribe(script, { docker: docker as string, dockerHost: host, registry }));
    expect(transcript).toBe(recorded());
  });

  test.skipIf(recording)('our command line on our engine', async () => {
    const transcript = await onOurEngine((host) => transcribe(script, { docker: ourDocker, dockerHost: host, registry }));
    expect(transcript).toBe(recorded());
  });

  test.skipIf(!dockerHost || recording)('our command line on a real engine', async () => {
    await emptyEngine(dockerHost as string);
    const transcript = await transcribe(script, { docker: ourDocker, dockerHost: dockerHost as string, registry });
    expect(transcript).toBe(recorded());
  });
});
