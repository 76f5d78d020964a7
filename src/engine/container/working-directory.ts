import { parentOf } from '../../kernel/fs/tree.ts';
import type { Container } from './container.ts';

/** Makes the working directory where the image has none (moby container/container.go, "SetupWorkingDirectory"). */
export function makeWorkingDirectory({ config, image, upper }: Container, nowMs: number): void {
  const trees = [upper, ...image.layers.map(({ tree }) => tree).reverse()];
  const exists = (path: string) => {
    const node = trees.map((tree) => tree.get(path)).find((found) => found !== undefined);
    return node !== undefined && node.type !== 'whiteout';
  };
  const missing: string[] = [];
  for (let path = config.WorkingDir.replace(/\/+$/, ''); path !== '' && path !== '/' && !exists(path); path = parentOf(path))
    missing.push(path);
  for (const path of missing.reverse()) upper.set(path, { type: 'directory', mode: 0o755, uid: 0, gid: 0, mtimeMs: nowMs });
}
