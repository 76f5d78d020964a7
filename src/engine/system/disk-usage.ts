import type { StoredImage } from '../image/images.ts';

/** How a container counts in what an engine takes on disk. */
export interface UsageRow {
  readonly imageId: string;
  /** Its row of the list, with sizes. */
  readonly row: object;
}

/** The answer of `GET /system/df` (moby api/types/system, "DiskUsage"). */
export function diskUsageJson(images: readonly StoredImage[], containers: readonly UsageRow[]): object {
  const layers = new Map(images.flatMap((image) => image.layers.map(({ chainId, size }) => [chainId, size] as const)));
  const uses = (chainId: string) => images.filter((image) => image.layers.some((layer) => layer.chainId === chainId)).length;
  return {
    LayersSize: [...layers.values()].reduce((sum, size) => sum + size, 0),
    Images: images.map((image) => ({
      Containers: containers.filter(({ imageId }) => imageId === image.id).length,
      Created: Math.floor(Date.parse(image.config.created ?? '1970-01-01T00:00:00Z') / 1000),
      Id: image.id,
      Labels: image.config.config?.Labels ?? null,
      ParentId: '',
      RepoDigests: image.repoDigests,
      RepoTags: image.references,
      SharedSize: image.layers.reduce((sum, { chainId, size }) => sum + (uses(chainId) > 1 ? size : 0), 0),
      Size: image.size,
    })),
    Containers: containers.map(({ row }) => row),
    Volumes: [],
    BuildCache: [],
  };
}
