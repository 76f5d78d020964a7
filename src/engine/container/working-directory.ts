import { parentOf } from '../../kernel/fs/tree.ts';
import type { Container } from './container.ts';
import { rootFile } from './root-file.ts';

/** Makes the working directory where the image has none (moby container/container.go, "SetupWorkingDirectory"). */
export function makeWorkingDirectory(container: Container, nowMs: number): void {
  const missing: string[] = [];
  for (let path = container.config.WorkingDir; path !== '' && path !== '/' && !rootFile(container, path); path = parentOf(path))
    missing.push(path);
  for (const path of missing.reverse()) container.upper.set(path, { type: 'directory', mode: 0o755, uid: 0, gid: 0, mtimeMs: nowMs });
}
