import { fromPromise, type PromiseActorLogic } from 'xstate';

export interface EffectArgs<I> {
  readonly input: I;
  /** Aborts when the machine leaves the state that asked for it. */
  readonly signal: AbortSignal;
}

/**
 * What a machine asks for, as an actor. It begins once the machine's transition is complete, so that
 * the trace tells first that a state was entered, and then what was done in it.
 */
export function effect<O, I>(act: (args: EffectArgs<I>) => Promise<O> | O): PromiseActorLogic<O, I> {
  return fromPromise<O, I>(async ({ input, signal }) => {
    await Promise.resolve();
    return await act({ input, signal });
  });
}
