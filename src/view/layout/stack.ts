/** Blocks upon one another: how high each is, and how far apart they stand. */
export interface Pitch {
  readonly height: number;
  readonly gap: number;
}

/** As high as `most`, if `count` of them fit into `room`; closer together where there is little of it. */
export function pitch(room: number, count: number, most: number): Pitch {
  const each = Math.max(2, room / Math.max(1, count));
  const gap = each < 5 ? 0.75 : each < 12 ? 2 : 3;
  return { height: Math.min(most, each - gap), gap };
}
