import type { AnyActor, SnapshotFrom } from 'xstate';

/** Starts an actor, and gives the context it ends with. */
export function settled<A extends AnyActor>(actor: A): Promise<SnapshotFrom<A>['context']> {
  return new Promise((resolve, reject) => {
    actor.subscribe({
      next: (snapshot: { status: string; context: SnapshotFrom<A>['context'] }) => {
        if (snapshot.status === 'done') resolve(snapshot.context);
      },
      error: reject,
    });
    actor.start();
  });
}
