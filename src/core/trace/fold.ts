import type { TraceEvent } from './events.ts';
import { containerFolds } from './fold-containers.ts';
import { Draft, type Folds } from './fold-draft.ts';
import { imageFolds } from './fold-images.ts';
import { wireFolds } from './fold-wire.ts';
import { machineKey, type WorldState } from './world-state.ts';

const folds: Folds = {
  ...wireFolds,
  ...imageFolds,
  ...containerFolds,
  'command.start': (draft, event) => {
    const id = event.span ?? `seq${event.seq}`;
    draft.edit('commands').set(id, { id, line: event.line, start: event });
  },
  'command.end': (draft, event) => {
    draft.update('commands', event.span ?? '', (command) => ({ ...command, end: event }));
  },
  'terminal.output': (draft, event) => {
    const { chunks, length } = draft.world.terminal;
    draft.world.terminal = { chunks: chunks + 1, length: length + event.text.length };
  },
  state: (draft, event) => {
    const { machine, id, actor, to, span } = event;
    draft
      .edit('machines')
      .set(machineKey(machine, id), { machine, id, actor, state: to, event: event.event, since: event.at, ...(span ? { span } : {}) });
    if (machine === 'container') draft.update('containers', id, (container) => ({ ...container, state: to }));
  },
};

function applyTo(draft: Draft, event: TraceEvent): void {
  // The table's row for a type takes that type's event, which TypeScript cannot follow.
  const fold = folds[event.type] as ((draft: Draft, event: TraceEvent) => void) | undefined;
  fold?.(draft, event);
  draft.world.at = event.at;
  draft.world.applied++;
}

/** The world after `event`. `world` stays as it is. */
export function applyEvent(world: WorldState, event: TraceEvent): WorldState {
  const draft = new Draft(world);
  applyTo(draft, event);
  return draft.world;
}

/** The world after the first `count` of `events`, of which `world` has some already. Maps are copied once for all of them. */
export function foldEvents(world: WorldState, events: readonly TraceEvent[], count: number): WorldState {
  if (count <= world.applied) return world;
  const draft = new Draft(world);
  for (let at = world.applied; at < count; at++) applyTo(draft, events[at] as TraceEvent);
  return draft.world;
}
