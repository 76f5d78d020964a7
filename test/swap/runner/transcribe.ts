import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNormaliser, settleLayers } from './normalise.ts';
import { startProxy } from './proxy.ts';
import type { Script } from './script.ts';

export interface Setup {
  /** The docker command line, as a shell command. */
  readonly docker: string;
  readonly dockerHost: string;
  /** `127.0.0.1:5000`: what `$REGISTRY` is in the scripts. */
  readonly registry: string;
}

/** A line that hangs is killed after this, and says so in its status. */
const LINE_TIMEOUT_MS = 60_000;

/** Runs a script, and writes down what its user saw and what crossed the API. */
export async function transcribe(script: Script, { docker, dockerHost, registry }: Setup): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-swap-'));
  const socketPath = join(folder, 'proxy.sock');
  for (const name of ['bin', 'config', 'cwd']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'bin/docker'), `#!/bin/sh\nexec ${docker} "$@"\n`);
  chmodSync(join(folder, 'bin/docker'), 0o755);
  const env = {
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    HOME: folder,
    TZ: 'UTC',
    LC_ALL: 'C',
    DOCKER_HOST: `unix://${socketPath}`,
    DOCKER_CONFIG: join(folder, 'config'),
    DOCKER_CLI_HINTS: 'false',
    NO_COLOR: '1',
    REGISTRY: registry,
  };
  const proxy = await startProxy(socketPath, dockerHost);
  const normaliser = createNormaliser(registry);
  const blocks: string[] = [];
  try {
    for (const line of script.lines) {
      proxy.exchanges.length = 0;
      const seen = await run(line, join(folder, 'cwd'), env);
      const wire = proxy.exchanges.map(({ method, url, status }) => `> ${normaliser.text(`${method} ${url} ${status}`)}`);
      // Where docker asks for several things at a time, their order is chance.
      if (line.split(/\bdocker /).length > 2 || proxy.exchanges.some(({ method }) => method === 'DELETE')) wire.sort();
      const shown = (text: string, mark: string) =>
        text === ''
          ? []
          : settleLayers(normaliser.text(text))
              .replace(/\n$/, '')
              .split('\n')
              .map((row) => mark + row);
      blocks.push([`$ ${line}`, ...wire, ...shown(seen.stdout, ''), ...shown(seen.stderr, '! '), `[${seen.status}]`].join('\n'));
    }
  } finally {
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return `${blocks.join('\n\n')}\n`;
}

function run(line: string, cwd: string, env: Record<string, string>): Promise<{ stdout: string; stderr: string; status: string }> {
  return new Promise((resolve) => {
    const child = spawn('bash', ['-c', line], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), LINE_TIMEOUT_MS);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (piece) => {
      stdout += piece;
    });
    child.stderr.on('data', (piece) => {
      stderr += piece;
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ stdout, stderr, status: signal ?? String(code) });
    });
  });
}
