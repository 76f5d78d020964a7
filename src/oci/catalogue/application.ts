import { type Account, fillAccounts } from './accounts.ts';
import { debianAccounts, debianGroups, libraryFolder } from './debian-tree.ts';
import { alpineAccounts, alpineGroups, alpinePackages } from './images/alpine.ts';
import { bookwormPackages } from './images/debian.ts';
import { apkInstalled, dpkgStatus, type Package } from './packages.ts';
import type { LayerTree } from './tree.ts';

/** What installing something leaves behind, in an image that starts from bookworm or from Alpine. */
export type Distribution = 'bookworm' | 'alpine';

export interface Installed {
  readonly packages?: readonly Package[];
  readonly accounts?: readonly Account[];
  /** Libraries by name, with their sizes in bytes. */
  readonly libraries?: Readonly<Record<string, number>>;
}

export function install(tree: LayerTree, distribution: Distribution, { packages = [], accounts = [], libraries = {} }: Installed): void {
  const onDebian = distribution === 'bookworm';
  if (packages.length > 0) {
    const all = [...(onDebian ? bookwormPackages : alpinePackages), ...packages].sort((a, b) => (a.name < b.name ? -1 : 1));
    if (onDebian) {
      tree.file('/var/lib/dpkg/status', dpkgStatus(all, tree.architecture));
      for (const { name } of packages) tree.file(`/var/lib/dpkg/info/${name}.list`, `/.\n/usr\n/usr/share/doc/${name}\n`);
    } else tree.file('/lib/apk/db/installed', apkInstalled(all, tree.architecture));
  }
  if (accounts.length > 0) {
    const groups = accounts.map(({ name, uid, gid = uid }) => [name, gid] as const);
    if (onDebian) fillAccounts(tree, [...debianAccounts, ...accounts], [...debianGroups, ...groups]);
    else fillAccounts(tree, [...alpineAccounts, ...accounts], [...alpineGroups, ...groups]);
  }
  const folder = onDebian ? libraryFolder(tree) : '/usr/lib';
  for (const [name, size] of Object.entries(libraries)) tree.library(`${folder}/${name}`, size);
}
