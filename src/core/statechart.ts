import { type Actor, type AnyMachineSnapshot, type AnyStateMachine, createActor } from 'xstate';
import type { Clock } from './clock.ts';
import type { MachineName, Actor as TraceActor } from './trace/events.ts';
import type { TraceSink } from './trace/log.ts';

export interface Interpreted {
  readonly clock: Clock;
  readonly trace: TraceSink;
  readonly actor: TraceActor;
  readonly machine: MachineName;
  /** Names this instance in the trace: a container's id, a layer's digest, a command's span. */
  readonly id: string;
  readonly span?: string | undefined;
  /** What caused the span. */
  readonly parent?: string | undefined;
}

/** A state's name as the trace has it: `running`, or `loading.verifying` for a nested one. */
export function stateName(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as Record<string, unknown>)
    .map(([key, child]) => (typeof child === 'object' && child && Object.keys(child).length === 0 ? key : `${key}.${stateName(child)}`))
    .join('+');
}

/**
 * Runs a machine on the virtual clock, and reports each change of its state to the trace. It is not
 * started yet: subscribe first, then `start()`.
 */
export function interpret<M extends AnyStateMachine>(machine: M, about: Interpreted, input?: unknown): Actor<M> {
  let last: string | undefined;
  let self: string | undefined;
  const actor = createActor(machine, {
    input,
    clock: about.clock,
    inspect(event: { type: string; actorRef: { sessionId: string }; snapshot?: unknown; event?: { type: string } }) {
      if (event.type !== '@xstate.snapshot' || event.actorRef.sessionId !== self) return;
      const to = stateName((event.snapshot as AnyMachineSnapshot).value);
      if (to === last) return;
      about.trace.emit({
        type: 'state',
        actor: about.actor,
        machine: about.machine,
        id: about.id,
        from: last ?? '',
        to,
        event: event.event?.type.replace(/^xstate\./, '') ?? '',
        ...(about.span ? { span: about.span } : {}),
        ...(about.parent ? { parent: about.parent } : {}),
      });
      last = to;
    },
  } as never) as Actor<M>;
  self = (actor as unknown as { sessionId: string }).sessionId;
  return actor;
}
