import { baseOf, type FileNode, FileTree, parentOf } from '../../../kernel/fs/tree.ts';
import type { LayerEntry } from '../../../oci/layer.ts';

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

const join = (directory: string, name: string) => (directory === '/' ? `/${name}` : `${directory}/${name}`);

/**
 * A layer's entries as files: `.wh.` entries become whiteouts and opaque folders, and a hard link
 * becomes the very file that it is another name of (OCI image specification, "Representing Changes").
 */
export function treeOf(entries: readonly LayerEntry[]): FileTree {
  const tree = new FileTree();
  const opaque = new Set<string>();
  for (const entry of entries) {
    const name = baseOf(entry.path);
    if (name === OPAQUE) opaque.add(parentOf(entry.path));
    else if (name.startsWith(WHITEOUT)) tree.set(join(parentOf(entry.path), name.slice(WHITEOUT.length)), { type: 'whiteout' });
    else {
      const node = nodeOf(entry, tree);
      if (node) tree.set(entry.path, node);
    }
  }
  for (const path of opaque) {
    const node = tree.get(path);
    if (node?.type === 'directory') tree.set(path, { ...node, opaque: true });
    else tree.set(path, { type: 'directory', mode: 0o755, uid: 0, gid: 0, mtimeMs: 0, opaque: true });
  }
  return tree;
}

function nodeOf(entry: LayerEntry, tree: FileTree): FileNode | undefined {
  const { mode, uid, gid, mtimeMs, target = '' } = entry;
  const owned = { mode, uid, gid, mtimeMs };
  switch (entry.type) {
    case 'file':
      return { type: 'file', ...owned, data: entry.data ?? new Uint8Array(0) };
    case 'directory':
      return { type: 'directory', ...owned };
    case 'symlink':
      return { type: 'symlink', ...owned, target };
    case 'hardlink':
      return tree.get(target);
    default:
      return { type: entry.type, ...owned, major: 0, minor: 0 };
  }
}

/** Bytes that a layer takes on disk: files once for all their names, and what symbolic links hold (moby pkg/directory, `Size`). */
export function sizeOnDisk(tree: FileTree): number {
  let links = 0;
  for (const [, node] of tree.entries()) if (node.type === 'symlink') links += new TextEncoder().encode(node.target).length;
  return tree.size + links;
}
