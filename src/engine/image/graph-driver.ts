import { dataRoot } from '../system/release.ts';

const folder = (cacheId: string) => `${dataRoot}/overlay2/${cacheId}`;

/**
 * Where overlay2 keeps a stack of layers, bottom first: the top one's own folders, and those of the
 * layers below it, the nearest first (moby daemon/graphdriver/overlay2, `GetMetadata`).
 */
export function graphDriver(layers: readonly { readonly cacheId: string }[]): {
  readonly Data: Readonly<Record<string, string>> | null;
  readonly Name: 'overlay2';
} {
  const top = layers.at(-1);
  if (!top) return { Data: null, Name: 'overlay2' };
  const below = layers.slice(0, -1).reverse();
  return {
    Data: {
      ...(below.length ? { LowerDir: below.map(({ cacheId }) => `${folder(cacheId)}/diff`).join(':') } : {}),
      MergedDir: `${folder(top.cacheId)}/merged`,
      UpperDir: `${folder(top.cacheId)}/diff`,
      WorkDir: `${folder(top.cacheId)}/work`,
    },
    Name: 'overlay2',
  };
}
