import { spawn } from 'node:child_process';

/** Runs a program to its end. @throws Error when its status is not 0. */
export function run(program: string, args: readonly string[], dockerHost: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DOCKER_HOST: dockerHost, DOCKER_CLI_HINTS: 'false' },
    });
    let stderr = '';
    child.stderr.on('data', (piece) => {
      stderr += piece;
    });
    child.once('error', reject);
    child.once('close', (status) =>
      status === 0 ? resolve() : reject(new Error(`${program} ${args.join(' ')}: status ${status}: ${stderr}`)),
    );
  });
}
