import type { FileNode } from '../../kernel/fs/tree.ts';
import type { Container } from './container.ts';

/** What is at a path of the container's root file system: in its own layer, or in the topmost of the image's that has it. */
export function rootFile({ upper, image }: Pick<Container, 'upper' | 'image'>, path: string): FileNode | undefined {
  const trees = [upper, ...image.layers.map(({ tree }) => tree).reverse()];
  const node = trees.map((tree) => tree.get(path)).find((found) => found !== undefined);
  return node?.type === 'whiteout' ? undefined : node;
}
