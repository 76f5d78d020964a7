import { familiar } from '../../core/trace/story/topic.ts';
import { pulls } from './activity.ts';
import type { Figure, Group } from './figure.ts';
import { layerBlock, layerProgress } from './layer-block.ts';
import { type Pitch, pitch } from './stack.ts';
import { choose, paragraph, text, textWidth } from './text.ts';
import { marks, panel, type View } from './view.ts';

/** An image as the cache shows it: whole, or on its way. */
interface Column {
  readonly key: string;
  readonly name: string;
  readonly layers: readonly string[];
  readonly arriving: boolean;
  readonly image?: string;
}

/** The height of the part's own title, and the room that its words take. */
const TITLE = { width: 118, height: 34 };
const MARGIN = 14;
const NAME = 22;
const MOST = 24;
const COLUMN = { least: 76, most: 140, gap: 12 };

/** Images in the store, oldest first, then those that arrive. */
function columns(view: View): Column[] {
  const whole = [...view.world.images.values()].map(
    ({ id, references, layers }): Column => ({
      key: id,
      name: references.find((reference) => !reference.includes('@')) ?? references[0] ?? '<none>',
      layers: layers.map(({ digest }) => digest),
      arriving: false,
      image: id,
    }),
  );
  const arriving = pulls(view).flatMap(({ name, resolved }): Column[] =>
    resolved && !view.world.images.has(resolved.config)
      ? [{ key: resolved.manifest, name, layers: resolved.layers.map(({ digest }) => digest), arriving: true }]
      : [],
  );
  return [...whole, ...arriving];
}

interface Placed {
  readonly column: Column;
  readonly x: number;
  readonly width: number;
  readonly pitch: Pitch;
}

/** Columns from the right, where layers arrive; one that stands clear of the title has the whole height. */
function place(view: View): { readonly placed: readonly Placed[]; readonly hidden: number } {
  const { cache } = view.arrangement;
  const all = columns(view);
  const inner = cache.width - 2 * MARGIN;
  const shown = all.slice(inner >= 2 * COLUMN.least + COLUMN.gap ? -2 : -1);
  const beside = inner - TITLE.width;
  const shared = (inner - COLUMN.gap * (shown.length - 1)) / Math.max(1, shown.length);
  const width = Math.min(COLUMN.most, shown.length === 1 && beside >= 90 ? beside : shared);
  const left = cache.width - MARGIN - shown.length * (width + COLUMN.gap) + COLUMN.gap;
  return {
    hidden: all.length - shown.length,
    placed: shown.map((column, i) => {
      const x = left + i * (width + COLUMN.gap);
      const head = x >= TITLE.width ? 6 : TITLE.height;
      const room = cache.height - head - NAME - 12;
      return { column, x, width, pitch: pitch(room, column.layers.length, MOST) };
    }),
  };
}

/** Where a layer arrives in the cache: the middle of its block's right edge. */
export function cachePlace(view: View, digest: string): { readonly x: number; readonly y: number } | undefined {
  const { cache } = view.arrangement;
  for (const {
    column,
    x,
    width,
    pitch: { height, gap },
  } of [...place(view).placed].reverse()) {
    const index = column.layers.indexOf(digest);
    if (index >= 0) return { x: cache.x + x + width, y: cache.y + cache.height - 12 - index * (height + gap) - height / 2 };
  }
  return undefined;
}

function stack(view: View, { column, x, width, pitch: { height, gap } }: Placed, left: boolean): Figure[] {
  const { cache } = view.arrangement;
  const subject = { kind: 'image', id: column.image ?? column.key } as const;
  const top = cache.height - 12 - column.layers.length * (height + gap);
  const name = familiar(column.name);
  // Below the title, the first column's name may begin further left than its layers.
  const free = left && top - NAME >= TITLE.height ? x - MARGIN : 0;
  const room = Math.min(width + free, Math.max(width, textWidth(name, 'soft') + 4));
  const shown = choose([name, name.replace(/:latest$/, '')], 'soft', room);
  const says = column.arriving && textWidth(shown, 'soft') + 56 < room;
  return [
    {
      kind: 'group',
      key: `name ${column.key}`,
      is: `image-name${marks(view, subject)}`,
      x: x + width - room,
      y: top - NAME + 2,
      subject,
      label: `image of ${column.layers.length} ${column.layers.length === 1 ? 'layer' : 'layers'}${column.arriving ? ', arriving' : ''}`,
      children: [
        { kind: 'rect', key: 'ground', is: 'ground', x: -4, y: -3, width: room + 8, height: NAME, radius: 5 },
        { ...text('name', 'soft', 2, 12, shown, says ? room - 56 : room), ...(shown === name ? {} : { title: name }) },
        ...(says ? [{ ...text('arriving', 'small', room - 2, 12, 'arrives'), is: 'small end' }] : []),
      ],
    },
    ...column.layers.map((digest, i) =>
      layerBlock(view, {
        key: `${column.key} ${digest}`,
        digest,
        x,
        y: cache.height - 12 - i * (height + gap) - height,
        width,
        height,
        progress: layerProgress(view.world, digest, view.at),
        ...(column.arriving ? {} : { quiet: true }),
      }),
    ),
  ];
}

/** The image cache: each image's layers, the shared ones in the same tint. */
export function cachePart(view: View): Group {
  const { cache } = view.arrangement;
  const { placed, hidden } = place(view);
  const count = placed.length + hidden;
  const note = count === 0 ? 'empty' : hidden > 0 ? `${count} images` : '';
  const children = [
    text('name', 'heading', 14, 27, 'image cache'),
    ...(note && count > 0 ? [text('note', 'soft', 14, cache.height - 14, note)] : []),
    ...(count === 0 ? paragraph('empty', 14, 60, 'No image yet. What is pulled is kept here.', cache.width - 28, 3) : []),
    ...placed.flatMap((each, i) => stack(view, each, i === 0)),
  ];
  return panel(
    view,
    {
      key: 'cache',
      is: `store${count === 0 ? ' empty' : ''}`,
      at: cache,
      subject: { kind: 'part', id: 'cache' },
      label: count === 1 ? 'one image' : `${count} images`,
    },
    children,
  );
}
