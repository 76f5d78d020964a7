import type { Step, Subject } from '../../core/trace/step.ts';
import type { WorldState } from '../../core/trace/world-state.ts';
import type { Arrangement, Lane } from './arrangement.ts';
import { cachePart } from './cache-part.ts';
import { clientPart } from './client-part.ts';
import { containersPart, rootFigures } from './containers-part.ts';
import { downloadFigures } from './downloads.ts';
import { apiPart, enginePart } from './engine-part.ts';
import type { Figure, Scene } from './figure.ts';
import { kernelPart } from './kernel-part.ts';
import { busyLanes, messageChips } from './messages.ts';
import { registryPart } from './registry-part.ts';
import { streamFigures } from './streams.ts';
import { text } from './text.ts';
import type { View } from './view.ts';

export interface SceneOptions {
  readonly world: WorldState;
  /** The cursor's virtual time. */
  readonly at: number;
  readonly arrangement: Arrangement;
  readonly step?: Step | undefined;
  readonly selection?: Subject | undefined;
}

/** How far away the registry is, one way in whole ms, as soon as a request has been there. */
function distance(world: WorldState): number | undefined {
  for (const { link, request } of world.exchanges.values()) if (link === 'engine-registry') return Math.round(request.arrives - request.at);
  return undefined;
}

/** What the stage shows: a pure function of the world and the cursor. */
export function stageScene({ world, at, arrangement, step, selection }: SceneOptions): Scene {
  const view: View = { world, at, arrangement, ...(step ? { step } : {}), ...(selection ? { selection } : {}) };
  const { variant, width, height, machine, machineName, internet, wires } = arrangement;
  const busy = busyLanes(world, at);
  const away = distance(world);
  const figures: Figure[] = [
    { kind: 'rect', key: 'machine', is: 'machine', ...machine, radius: 18 },
    text('machine-name', 'soft', machineName.x, machineName.y, 'this machine', 200, machineName.anchor),
    text('internet', 'soft', internet.x, internet.y, away === undefined ? 'internet' : `internet, ${away} ms`, 200, internet.anchor),
    ...(Object.keys(wires) as Lane[]).map(
      (lane): Figure => ({ kind: 'path', key: `wire ${lane}`, is: `wire${busy.has(lane) ? ' busy' : ''}`, d: wires[lane].d }),
    ),
    enginePart(view),
    apiPart(view),
    clientPart(view),
    containersPart(view),
    cachePart(view),
    kernelPart(view),
    ...rootFigures(view),
    registryPart(view),
    ...streamFigures(view),
    ...downloadFigures(view),
    ...messageChips(view),
  ];
  return { variant, width, height, figures };
}
