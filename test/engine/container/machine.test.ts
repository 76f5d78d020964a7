import { describe, expect, it } from 'vitest';
import { getShortestPaths } from 'xstate/graph';
import { createConnectionMachine } from '../../../src/engine/api/connection.ts';
import { type ContainerEffects, createContainerMachine } from '../../../src/engine/container/machine.ts';
import { createExecMachine } from '../../../src/engine/exec/machine.ts';

const nothing = () => {};
const effects: ContainerEffects = {
  bringUp: async () => {},
  ended: () => new Promise(nothing),
  tearDown: async () => {},
  dispose: async () => {},
  signal: nothing,
  freeze: nothing,
  thaw: nothing,
  started: nothing,
  refused: nothing,
  stopped: nothing,
  settled: nothing,
  removed: nothing,
  removalFailed: nothing,
};

/** Every state that a chain of the given events can lead to. */
function reachable(machine: Parameters<typeof getShortestPaths>[0], events: object[], input: unknown): string[] {
  const paths = getShortestPaths(
    machine as never,
    { events: events as never, input: input as never, limit: 5000, serializeState: stateKey } as never,
  );
  return [...new Set(paths.map((path: { state: { value: unknown } }) => String(path.state.value)))].sort();
}
const stateKey = (state: { value: unknown }) => String(state.value);

const outcome = (machine: string, state: string) => [
  { type: `xstate.done.actor.0.${machine}.${state}`, output: { exitCode: 0 } },
  { type: `xstate.error.actor.0.${machine}.${state}`, error: new Error('no') },
];

describe('every state of a machine can be reached', () => {
  it('of a container', () => {
    const machine = createContainerMachine(effects, () => 0);
    const events = [
      ...['start', 'pause', 'unpause', 'remove'].map((type) => ({ type })),
      { type: 'stop', signal: 'SIGTERM', timeoutMs: 0 },
      { type: 'kill', signal: 'SIGKILL', final: true },
      { type: 'ended', exit: { exitCode: 1 }, ranForMs: 0 },
      { type: 'xstate.after.stopTimeout.container.stopping' },
      { type: 'xstate.after.restartWait.container.restarting' },
      ...['starting', 'dying', 'removing'].flatMap((state) => outcome('container', state)),
    ];
    const input = { id: 'a', restartPolicy: { Name: 'always', MaximumRetryCount: 0 }, autoRemove: false };
    expect(reachable(machine, events, input)).toEqual(Object.keys(machine.states).sort());
  });

  it('of an exec', () => {
    const machine = createExecMachine({
      launch: async () => {},
      ended: () => new Promise(nothing),
      started: nothing,
      refused: nothing,
      exited: nothing,
    });
    const events = [{ type: 'start' }, ...outcome('exec', 'starting'), ...outcome('exec', 'running')];
    expect(reachable(machine, events, { id: 'a' })).toEqual(Object.keys(machine.states).sort());
  });

  it('of a connection', () => {
    const machine = createConnectionMachine({ route: () => new Response(), handle: async () => new Response() });
    const response = (status: number, headers: Record<string, string> = {}) => ({
      type: 'xstate.done.actor.0.connection.handling',
      // Tells events apart: they are compared as JSON.
      name: `${status} ${JSON.stringify(headers)}`,
      output: { status, headers: new Headers(headers), body: {} },
    });
    const events = [
      { type: 'request.read' },
      { type: 'routed' },
      { type: 'refused' },
      { type: 'body.sent' },
      response(200),
      response(101),
      response(200, { 'Content-Length': '1' }),
    ];
    expect(reachable(machine, events, undefined)).toEqual(Object.keys(machine.states).sort());
  });
});
