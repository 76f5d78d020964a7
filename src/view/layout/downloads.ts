import { cachePlace } from './cache-part.ts';
import type { Figure } from './figure.ts';
import { shelfPlace } from './registry-part.ts';
import { bend, type Point, type Route, swing } from './route.ts';
import { tintOf, type View } from './view.ts';

const GHOST = { width: 84, height: 22 };
const PULSES = 4;

function way(view: View, from: Point, to: Point, index: number): Route {
  const { download, machine, engine, shelf } = view.arrangement;
  if (download === 'straight') return swing(from, to);
  // Side by side in the channel beside the engine.
  const channel = (engine.x + engine.width + machine.x + machine.width) / 2 + 6 * ((index % 3) - 1);
  return bend([{ x: shelf.x + shelf.width, y: from.y }, { x: channel, y: from.y }, { x: channel, y: to.y }, to], 10);
}

/** The blobs on their way from the registry's shelf to the cache: a block ahead, its bytes behind it. */
export function downloadFigures(view: View): Figure[] {
  const { world, at } = view;
  return [...world.layers.values()].flatMap((layer, index): Figure[] => {
    const exchange = layer.exchange ? world.open.get(layer.exchange) : undefined;
    const from = exchange?.response && shelfPlace(view, layer.digest);
    const to = from && cachePlace(view, layer.digest);
    if (!exchange?.response || !from || !to) return [];
    const route = way(view, from, { x: to.x + 4, y: to.y }, index);
    const tint = `tint-${tintOf(world, layer.digest)}`;
    const key = layer.digest;
    const { at: sent, arrives } = exchange.response;
    const figures: Figure[] = [{ kind: 'path', key: `way ${key}`, is: `way ${tint}`, d: route.d }];
    const flying = exchange.flights
      .filter((flight) => flight.direction === 'back' && at >= flight.sent && at < flight.arrives)
      .slice(-PULSES);
    for (const [i, flight] of flying.entries()) {
      const { x, y } = route.at((at - flight.sent) / (flight.arrives - flight.sent));
      figures.push({ kind: 'rect', key: `bytes${i} ${key}`, is: `bytes ${tint}`, x: x - 7, y: y - 5, width: 14, height: 10, radius: 3 });
    }
    if (at < arrives) {
      const { x, y } = route.at((at - sent) / (arrives - sent));
      figures.push({
        kind: 'group',
        key: `ghost ${key}`,
        is: `ghost ${tint}`,
        x: x - GHOST.width / 2,
        y: y - GHOST.height / 2,
        children: [
          { kind: 'rect', key: 'ground', is: 'ground', x: 0, y: 0, width: GHOST.width, height: GHOST.height, radius: 5 },
          { kind: 'text', key: 'digest', is: 'mono', x: 9, y: 15.5, text: key.slice(7, 15) },
        ],
      });
    }
    return figures;
  });
}
