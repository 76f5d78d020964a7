import type { FileNode } from './tree.ts';

/** Who asks: what permissions and `/proc/self` depend on. */
export interface Who {
  readonly pid: number;
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

const bits = { read: 4, write: 2, execute: 1 } as const;

/** Whether a node's mode lets `who` do it. Root may all, but execute only what someone may execute. */
export function may(who: Who, node: FileNode, wish: keyof typeof bits): boolean {
  if (node.type === 'whiteout') return false;
  if (node.type === 'symlink') return true;
  const bit = bits[wish];
  if (who.uid === 0) return wish !== 'execute' || node.type === 'directory' || (node.mode & 0o111) !== 0;
  const shift = who.uid === node.uid ? 6 : who.gid === node.gid || who.groups.includes(node.gid) ? 3 : 0;
  return ((node.mode >> shift) & bit) !== 0;
}
