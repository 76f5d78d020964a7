import { familiar } from '../../core/trace/story/topic.ts';
import type { ResolvedImage, WorldState } from '../../core/trace/world-state.ts';
import { isSent } from './activity.ts';
import type { Figure, Group } from './figure.ts';
import { layerBlock } from './layer-block.ts';
import { pitch } from './stack.ts';
import { choose, fit, text } from './text.ts';
import { panel, type View } from './view.ts';

/** The image whose layers the registry shows: the one that was asked for last. */
export function shownAtRegistry(world: WorldState): ResolvedImage | undefined {
  let last: ResolvedImage | undefined;
  for (const resolved of world.resolved.values()) if (!last || resolved.at >= last.at) last = resolved;
  return last;
}

/** Where it is; Docker Hub's several hosts are one registry. */
function hostOf(world: WorldState): string {
  let host = 'docker.io';
  for (const exchange of world.open.values()) if (exchange.link === 'engine-registry') host = new URL(exchange.url).host;
  return /\.docker\.io$/.test(host) ? 'docker.io' : host;
}

/** What the registry is asked for now, from the longest way to say it to the shortest. */
function registryWords({ world, at }: View): readonly string[] {
  const open = [...world.open.values()].filter(({ link, request }) => link === 'engine-registry' && at >= request.arrives);
  const layers = [...world.layers.keys()].filter((digest) => isSent(world, digest)).length;
  if (layers > 0) return layers === 1 ? ['sends a layer', 'sends 1'] : [`sends ${layers} layers`, `sends ${layers}`];
  return open.length > 0 ? ['answers'] : ['keeps images', 'waits'];
}

const repository = (reference: string) => familiar(reference).replace(/[:@].*$/, '');

/** The line with the repository's name. */
const NAME = 22;
const MOST = 26;

/** The blocks that the registry holds of the image asked for, top layer first as they stack up. */
function blocks(view: View, resolved: ResolvedImage): Figure[] {
  const { registry, shelf } = view.arrangement;
  const { height, gap } = pitch(shelf.height - NAME, resolved.layers.length, MOST);
  return [
    text('repository', 'soft', shelf.x - registry.x, shelf.y - registry.y + 14, repository(resolved.reference), shelf.width),
    ...resolved.layers.map(({ digest }, i) =>
      layerBlock(view, {
        key: digest,
        digest,
        x: shelf.x - registry.x,
        y: shelf.y - registry.y + NAME + (resolved.layers.length - 1 - i) * (height + gap),
        width: shelf.width,
        height,
        is: view.world.layers.get(digest)?.exchange && view.world.open.has(view.world.layers.get(digest)?.exchange ?? '') ? 'asked' : '',
      }),
    ),
  ];
}

/** Where a block stands on the registry's shelf: the middle of its left edge. */
export function shelfPlace(view: View, digest: string): { readonly x: number; readonly y: number } | undefined {
  const { shelf } = view.arrangement;
  const resolved = shownAtRegistry(view.world);
  const index = resolved?.layers.findIndex((layer) => layer.digest === digest) ?? -1;
  if (!resolved || index < 0) return undefined;
  const { height, gap } = pitch(shelf.height - NAME, resolved.layers.length, MOST);
  return { x: shelf.x, y: shelf.y + NAME + (resolved.layers.length - 1 - index) * (height + gap) + height / 2 };
}

/** The registry, far away: what it is asked for, and the layers it holds. */
export function registryPart(view: View): Group {
  const { registry, shelf } = view.arrangement;
  const { world } = view;
  const host = hostOf(world);
  const words = registryWords(view);
  const resolved = shownAtRegistry(world);
  // The shelf stands below the words, or beside them.
  const beside = shelf.y < registry.y + 60;
  const inner = beside ? shelf.x - registry.x - 22 : registry.width - 28;
  return panel(view, { key: 'registry', is: 'part registry', at: registry, subject: { kind: 'part', id: 'registry' } }, [
    text('name', 'heading', 14, 29, 'registry'),
    { ...text('host', 'mono', 14, 51, fit(host, 'mono', inner)), ...(fit(host, 'mono', inner) === host ? {} : { title: host }) },
    text('line', 'soft', 14, beside ? 74 : 80, choose(words, 'soft', inner), inner),
    ...(resolved ? blocks(view, resolved) : []),
  ]);
}
