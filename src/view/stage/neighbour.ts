export type Way = 'left' | 'right' | 'up' | 'down';

/** How far `b` lies from `a` in that direction, what is off the line counting more; undefined when it does not. */
function distance(a: DOMRect, b: DOMRect, way: Way): number | undefined {
  const dx = b.x + b.width / 2 - a.x - a.width / 2;
  const dy = b.y + b.height / 2 - a.y - a.height / 2;
  const [ahead, aside] = way === 'left' ? [-dx, dy] : way === 'right' ? [dx, dy] : way === 'up' ? [-dy, dx] : [dy, dx];
  return ahead > 4 ? ahead + 2 * Math.abs(aside) : undefined;
}

/** The nearest of `all` from `from` in a direction: how arrow keys move over a picture. */
export function neighbour<E extends Element>(from: E, all: readonly E[], way: Way): E | undefined {
  const here = from.getBoundingClientRect();
  let best: E | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const each of all) {
    if (each === from) continue;
    const far = distance(here, each.getBoundingClientRect(), way);
    if (far !== undefined && far < least) {
      least = far;
      best = each;
    }
  }
  return best;
}
