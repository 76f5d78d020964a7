import type { Draft, Folds } from './fold-draft.ts';
import type { LayerState } from './world-state.ts';

/** Changes a layer, which comes into being when it is first heard of. */
function layer(draft: Draft, at: number, digest: string, change: (before: LayerState) => Partial<LayerState>): void {
  const before: LayerState = draft.get('layers', digest) ?? { digest, phase: 'known', since: at, reused: false };
  const after = { ...before, ...change(before) };
  draft.edit('layers').set(digest, after.phase === before.phase ? after : { ...after, since: at });
}

const references = (draft: Draft, image: string, change: (references: readonly string[]) => readonly string[]) =>
  draft.update('images', image, (state) => ({ ...state, references: change(state.references) }));

export const imageFolds: Folds = {
  'image.resolved': (draft, event) => {
    const { reference, manifest, config, layers, at, span } = event;
    draft.edit('resolved').set(reference, { reference, manifest, config, layers, at, ...(span ? { span } : {}) });
    for (const { digest, size } of layers) {
      // A layer that is in the store stays there; one that was, or that failed, starts again.
      layer(draft, at, digest, ({ phase }) => ({
        size,
        ...(phase === 'removed' || phase === 'corrupt' ? { phase: 'known' as const } : {}),
      }));
    }
  },
  'layer.exists': (draft, event) => layer(draft, event.at, event.digest, () => ({ phase: 'present', diffId: event.diffId, reused: true })),
  'layer.download': (draft, { at, digest, current, total }) =>
    layer(draft, at, digest, () => ({
      phase: current < total ? 'downloading' : 'downloaded',
      download: { current, total },
      reused: false,
    })),
  'layer.verified': (draft, event) => layer(draft, event.at, event.digest, () => ({ phase: 'verified' })),
  'layer.corrupt': (draft, event) => layer(draft, event.at, event.digest, () => ({ phase: 'corrupt', actual: event.actual })),
  'layer.extract': (draft, { at, digest, current, total }) =>
    layer(draft, at, digest, () => ({ phase: 'extracting', extract: { current, total } })),
  'layer.registered': (draft, { at, digest, diffId, chainId, size }) =>
    layer(draft, at, digest, () => ({ phase: 'present', diffId, chainId, unpackedSize: size })),
  'layer.removed': (draft, { at, diffId, chainId }) => {
    for (const state of draft.world.layers.values()) {
      if (state.chainId === chainId || (state.chainId === undefined && state.diffId === diffId))
        layer(draft, at, state.digest, () => ({ phase: 'removed' }));
    }
  },
  'image.stored': (draft, { at, image, layers, size }) => {
    draft.edit('images').set(image, { id: image, references: draft.get('images', image)?.references ?? [], layers, size, at });
  },
  'image.tagged': (draft, { image, reference }) => {
    // A tag names one image at a time.
    for (const other of draft.world.images.values())
      if (other.references.includes(reference)) references(draft, other.id, (all) => all.filter((name) => name !== reference));
    references(draft, image, (all) => [...all, reference]);
  },
  'image.untagged': (draft, { image, reference }) => references(draft, image, (all) => all.filter((name) => name !== reference)),
  'image.removed': (draft, event) => {
    draft.edit('images').delete(event.image);
  },
};
