import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';

/** Starts a background process that ends with `stop`; what it prints goes to `log`. */
export function background(command: string, args: readonly string[], log: string, env: NodeJS.ProcessEnv = process.env): Background {
  const output = openSync(log, 'w');
  const child = spawn(command, args, { stdio: ['ignore', output, output], env });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
    },
  };
}

export interface Background {
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Asks again until it is so. @throws Error when it does not come to pass in time, or `process` ends. */
export async function eventually(what: string, isSo: () => Promise<boolean>, { child }: Background, timeoutMs = 30_000): Promise<void> {
  for (const start = Date.now(); Date.now() - start < timeoutMs; ) {
    if (await isSo().catch(() => false)) return;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} did not come up`);
}
