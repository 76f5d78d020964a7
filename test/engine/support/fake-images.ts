import { ApiError } from '../../../src/engine/api/route.ts';
import type { Images, StoredImage } from '../../../src/engine/image/images.ts';
import { FileTree } from '../../../src/kernel/fs/tree.ts';
import { type DiffId, type Digest, digestOf } from '../../../src/oci/digest.ts';
import type { ImageConfig, RuntimeConfig } from '../../../src/oci/manifest.ts';

function image(name: string, runtime: RuntimeConfig): StoredImage {
  const layer = digestOf(new TextEncoder().encode(`layer of ${name}`));
  const config: ImageConfig = {
    architecture: 'amd64',
    os: 'linux',
    config: runtime,
    rootfs: { type: 'layers', diff_ids: [layer as string as DiffId] },
  };
  const configBytes = new TextEncoder().encode(JSON.stringify(config));
  const id = digestOf(configBytes);
  const stored = {
    digest: layer,
    diffId: layer as string as DiffId,
    chainId: layer,
    tree: new FileTree(),
    cacheId: layer.slice(7),
    size: 1000,
  };
  return { id, config, configBytes, references: [`${name}:latest`], repoDigests: [], layers: [stored], size: 1000 };
}

/** Two images and no registry. `used` tells which containers keep which image. */
export function createFakeImages(): Images & { readonly used: Map<Digest, Set<string>> } {
  const images = [
    image('busybox', { Env: ['PATH=/bin'], Cmd: ['sh'] }),
    image('web', {
      Env: ['PATH=/usr/bin', 'VERSION=1'],
      Entrypoint: ['sleep'],
      Cmd: ['300'],
      WorkingDir: '/srv',
      ExposedPorts: { '80/tcp': {} },
      Labels: { maintainer: 'someone' },
      StopSignal: 'SIGUSR1',
    }),
  ];
  const used = new Map<Digest, Set<string>>();
  const find = (name: string) =>
    images.find(({ id, references }) => id === name || references.includes(name) || references.includes(`${name}:latest`));
  return {
    routes: [],
    used,
    find,
    get(name) {
      const found = find(name);
      if (!found) throw new ApiError(404, `No such image: ${name.includes(':') ? name : `${name}:latest`}`);
      return found;
    },
    list: () => images,
    count: () => images.length,
    use: (imageId, containerId) => used.set(imageId as Digest, (used.get(imageId as Digest) ?? new Set()).add(containerId)),
    release: (imageId, containerId) => used.get(imageId as Digest)?.delete(containerId),
  };
}
