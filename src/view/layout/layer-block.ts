import type { LayerState, WorldState } from '../../core/trace/world-state.ts';
import type { Figure, Group } from './figure.ts';
import { type Font, text, textWidth } from './text.ts';
import { marks, tintOf, type View } from './view.ts';

/** How far a layer has come, as a fraction, and the word for it. */
export interface LayerProgress {
  readonly downloaded: number;
  readonly extracted: number;
  /** For the block: short. */
  readonly word: string;
  /** For whoever listens. */
  readonly spoken: string;
}

const percent = (fraction: number) => `${Math.floor(100 * fraction)} %`;

/** The part of a blob that has arrived: what was sent, without what is still under way. */
function arrived(world: WorldState, layer: LayerState, at: number): number {
  const told = layer.download ? layer.download.current / Math.max(1, layer.download.total) : 0;
  const exchange = layer.exchange ? world.exchanges.get(layer.exchange) : undefined;
  if (!exchange || !layer.size || (exchange.response?.status ?? 0) >= 300) return told;
  const underWay = exchange.flights.reduce(
    (sum, { arrives, size, direction }) => (direction === 'back' && arrives > at ? sum + size : sum),
    0,
  );
  return Math.max(told, Math.min(1, (exchange.responseSize - underWay) / layer.size));
}

export function layerProgress(world: WorldState, digest: string, at: number): LayerProgress {
  const layer = world.layers.get(digest);
  if (!layer) return { downloaded: 0, extracted: 0, word: '', spoken: 'not asked for' };
  const { phase } = layer;
  if (phase === 'present')
    return {
      downloaded: 1,
      extracted: 1,
      word: layer.reused ? 'had it' : '',
      spoken: layer.reused ? 'in the cache already' : 'in the cache',
    };
  if (phase === 'corrupt') return { downloaded: 1, extracted: 0, word: '✗ bad', spoken: 'corrupt' };
  if (phase === 'extracting') {
    const extracted = layer.extract ? layer.extract.current / Math.max(1, layer.extract.total) : 0;
    return { downloaded: 1, extracted, word: 'unpacks', spoken: `unpacking, ${percent(extracted)}` };
  }
  if (phase === 'verified') return { downloaded: 1, extracted: 0, word: '✓', spoken: 'downloaded and verified' };
  if (phase === 'removed') return { downloaded: 0, extracted: 0, word: '', spoken: 'removed' };
  const downloaded = phase === 'downloaded' ? 1 : arrived(world, layer, at);
  const asked = layer.exchange !== undefined && world.open.has(layer.exchange);
  if (downloaded > 0) return { downloaded, extracted: 0, word: percent(downloaded), spoken: `downloading, ${percent(downloaded)}` };
  return { downloaded, extracted: 0, word: asked ? 'asked' : 'waits', spoken: asked ? 'asked for' : 'waits' };
}

export interface BlockOptions {
  readonly key: string;
  readonly digest: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Without it the block is whole: as the registry has it. */
  readonly progress?: LayerProgress;
  /** Without the word. */
  readonly quiet?: boolean;
  readonly is?: string;
}

/** A layer as a block: the digest's tint, filled as far as it has come, with a word. */
export function layerBlock(view: View, { key, digest, x, y, width, height, progress, quiet = false, is = '' }: BlockOptions): Group {
  const subject = { kind: 'layer', id: digest } as const;
  const { downloaded, extracted, word, spoken } = progress ?? { downloaded: 1, extracted: 1, word: '', spoken: 'at the registry' };
  const fill = (name: string, fraction: number): Figure[] =>
    fraction > 0 ? [{ kind: 'rect', key: name, is: name, x: 0, y: 0, width: Math.max(4, width * fraction), height, radius: 5 }] : [];
  const name = digest.slice(7, 15);
  const font: Font = height >= 16 ? 'mono' : 'tiny';
  const room = width - textWidth(name, font) - 16;
  const legible = height >= 11.5 && textWidth(name, font) + 10 < width;
  return {
    kind: 'group',
    key,
    is: `block tint-${tintOf(view.world, digest)}${extracted >= 1 ? ' whole' : ''}${word.startsWith('✗') ? ' corrupt' : ''}${marks(view, subject)} ${is}`,
    x,
    y,
    subject,
    label: `layer ${legible ? '' : digest.slice(7, 15)}, ${spoken}`.replace(' ,', ','),
    children: [
      { kind: 'rect', key: 'ground', is: 'ground', x: 0, y: 0, width, height, radius: 5 },
      ...fill('loaded', downloaded),
      ...fill('unpacked', extracted),
      { kind: 'rect', key: 'edge', is: 'edge', x: 0, y: 0, width, height, radius: 5 },
      ...(legible ? [text('digest', font, width < 90 ? 5 : 8, height / 2 + 4.2, name)] : []),
      ...(legible && font === 'mono' && word && !quiet && textWidth(word, 'small') <= room
        ? [{ ...text('word', 'small', width - 8, height / 2 + 4.5, word), is: 'small end' } as Figure]
        : []),
    ],
  };
}
