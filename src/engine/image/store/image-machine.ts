import { type Actor, assign, setup } from 'xstate';
import { interpret } from '../../../core/statechart.ts';
import type { Digest } from '../../../oci/digest.ts';
import type { EngineContext } from '../../context.ts';

/** Why an image stays (moby daemon/images/image_delete.go). */
export interface Conflict {
  /** Not even force helps. */
  readonly hard: boolean;
  /** A container uses it. */
  readonly used: boolean;
  readonly message: string;
}

export type ImageEvent =
  | { type: 'TAG' }
  | { type: 'UNTAG' }
  /** `conflict` is what stands against it. */
  | { type: 'REMOVE'; conflict: Conflict | undefined };

/**
 * An image's life in the store: it has names, or dangles without any, until it is removed; and it is
 * not removed while something stands against that.
 */
export const imageMachine = setup({
  types: { context: {} as { names: number }, events: {} as ImageEvent },
  actions: {
    count: assign({ names: ({ context }) => context.names + 1 }),
    discount: assign({ names: ({ context }) => context.names - 1 }),
  },
  guards: {
    lastName: ({ context }) => context.names === 1,
    free: ({ event }) => event.type === 'REMOVE' && event.conflict === undefined,
  },
}).createMachine({
  id: 'image-store',
  initial: 'dangling',
  context: { names: 0 },
  states: {
    dangling: {
      on: { TAG: { target: 'named', actions: 'count' }, REMOVE: { guard: 'free', target: 'removed' } },
    },
    named: {
      on: {
        TAG: { actions: 'count' },
        UNTAG: [{ guard: 'lastName', target: 'dangling', actions: 'discount' }, { actions: 'discount' }],
        REMOVE: { guard: 'free', target: 'removed' },
      },
    },
    removed: { type: 'final' },
  },
});

export type ImageActor = Actor<typeof imageMachine>;

export function startImage({ clock, trace }: EngineContext, id: Digest, span: string | undefined): ImageActor {
  const actor = interpret(imageMachine, { clock, trace, actor: 'engine', machine: 'image-store', id, span });
  actor.start();
  return actor;
}
