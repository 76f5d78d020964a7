import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

export interface BuiltCommand {
  /** `node PATH …` is the command. */
  readonly path: string;
  remove(): void;
}

/** Builds the `drydock` command as it is now, aside of what may lie in `dist/`. */
export async function buildCommand(): Promise<BuiltCommand> {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-build-'));
  await build({ configFile: 'vite.node.config.ts', logLevel: 'warn', build: { outDir: folder } });
  return { path: join(folder, 'drydock.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
