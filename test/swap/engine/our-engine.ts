import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OurEngine {
  readonly dockerHost: string;
  stop(): Promise<void>;
}

/** Starts `drydock engine` on a socket of its own, with a registry that stands for Docker Hub. */
export async function startOurEngine(command: string, registry: string): Promise<OurEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-ours-'));
  const socketPath = join(folder, 'docker.sock');
  const child = spawn(process.execPath, [command, 'engine', '--socket', socketPath, '--registry', `http://${registry}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Its first line says where it listens; whatever follows is a complaint.
  let complaints = '';
  child.stderr.on('data', (piece) => {
    complaints += String(piece).replace(/^drydock: a simulated Docker Engine listens.*\n/, '');
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (status) => reject(new Error(`drydock engine ended with status ${status}: ${complaints}`)));
  });
  await ready;
  return {
    dockerHost: `unix://${socketPath}`,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
      if (complaints) throw new Error(`drydock engine complained: ${complaints}`);
    },
  };
}
