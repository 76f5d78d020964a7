import { ComputedFileSystem, folder, textFile } from './computed.ts';
import { type FileNode, FileTree } from './tree.ts';

/** What sysfs has of folders, so far as something is mounted in them. */
export function sysTree(): FileTree {
  const tree = new FileTree();
  for (const path of ['/', '/fs', '/fs/cgroup']) tree.set(path, folder(0o755));
  return tree;
}

/** The container's own cgroup, as cgroup2 shows it at /sys/fs/cgroup in a private cgroup namespace. */
export class CgroupFileSystem extends ComputedFileSystem {
  readonly type = 'cgroup2';
  readonly source = 'cgroup';
  readonly options = 'ro,nosuid,nodev,noexec,relatime,nsdelegate,memory_recursiveprot';

  constructor(private readonly files: Readonly<Record<string, () => string>>) {
    super();
  }

  get(path: string): FileNode | undefined {
    if (path === '/') return folder(0o755);
    const text = this.files[path.slice(1)];
    return text && textFile(text, 0o644);
  }

  names(path: string): string[] {
    return path === '/' ? Object.keys(this.files) : [];
  }
}
