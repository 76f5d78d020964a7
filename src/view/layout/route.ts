/** A way that something takes across the stage: what to draw, and where it is at a fraction of it. */
export interface Route {
  readonly d: string;
  at(fraction: number): Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const round = (n: number) => Math.round(n * 10) / 10;
const toward = (from: Point, to: Point, distance: number): Point => {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) * distance) / length, y: from.y + ((to.y - from.y) * distance) / length };
};

/** Along a polyline, at the same speed everywhere. */
function along(points: readonly Point[], fraction: number): Point {
  const lengths = points.slice(1).map((point, i) => Math.hypot(point.x - (points[i] as Point).x, point.y - (points[i] as Point).y));
  let left = Math.max(0, Math.min(1, fraction)) * lengths.reduce((sum, length) => sum + length, 0);
  for (const [i, length] of lengths.entries()) {
    if (left <= length && length > 0) return toward(points[i] as Point, points[i + 1] as Point, left);
    left -= length;
  }
  return points[points.length - 1] as Point;
}

/** Straight from corner to corner, the corners rounded. */
export function bend(points: readonly Point[], radius = 14): Route {
  const [first, ...rest] = points as [Point, ...Point[]];
  let d = `M${round(first.x)} ${round(first.y)}`;
  for (const [i, corner] of rest.entries()) {
    const next = rest[i + 1];
    if (!next) {
      d += `L${round(corner.x)} ${round(corner.y)}`;
      continue;
    }
    const before = i === 0 ? first : (rest[i - 1] as Point);
    const reach = Math.min(
      radius,
      Math.hypot(corner.x - before.x, corner.y - before.y) / 2,
      Math.hypot(next.x - corner.x, next.y - corner.y) / 2,
    );
    const a = toward(corner, before, reach);
    const b = toward(corner, next, reach);
    d += `L${round(a.x)} ${round(a.y)}Q${round(corner.x)} ${round(corner.y)} ${round(b.x)} ${round(b.y)}`;
  }
  return { d, at: (fraction) => along(points, fraction) };
}

/** A curve that leaves and arrives level (or upright), as d3-shape's links do. */
export function swing(from: Point, to: Point, upright = false): Route {
  const middle = upright ? (from.y + to.y) / 2 : (from.x + to.x) / 2;
  const a = upright ? { x: from.x, y: middle } : { x: middle, y: from.y };
  const b = upright ? { x: to.x, y: middle } : { x: middle, y: to.y };
  const d = `M${round(from.x)} ${round(from.y)}C${round(a.x)} ${round(a.y)} ${round(b.x)} ${round(b.y)} ${round(to.x)} ${round(to.y)}`;
  const cubic = (p0: number, p1: number, p2: number, p3: number, t: number) => {
    const s = 1 - t;
    return s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3;
  };
  return {
    d,
    at(fraction) {
      const t = Math.max(0, Math.min(1, fraction));
      return { x: cubic(from.x, a.x, b.x, to.x, t), y: cubic(from.y, a.y, b.y, to.y, t) };
    },
  };
}
