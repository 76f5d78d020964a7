import { fromPromise } from 'xstate';
import { readJson } from '../../core/http.ts';
import { interpret } from '../../core/statechart.ts';
import { containerPath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import type { ParsedFlags } from '../cli/parse-flags.ts';
import { attachMachine, type Inspected, type Mode } from '../machine/attach-machine.ts';
import { attach } from '../machine/attachment.ts';
import { forwardSignals } from '../machine/forward-signals.ts';
import { commandInTrace } from '../machine/request-machine.ts';
import { settled } from '../machine/settled.ts';
import { followTerminalSize, resize } from '../machine/terminal-size.ts';

export const flags: readonly Flag[] = [
  { name: 'detach-keys', type: 'string', usage: 'Override the key sequence for detaching a container' },
  { name: 'no-stdin', type: 'bool', usage: 'Do not attach STDIN' },
  { name: 'sig-proxy', type: 'bool', usage: 'Proxy all received signals to the process', default: 'true' },
];

function checkState({ State }: Inspected): void {
  if (!State.Running) throw new Error('You cannot attach to a stopped container, start it first');
  if (State.Paused) throw new Error('You cannot attach to a paused container, unpause it first');
  if (State.Restarting) throw new Error('You cannot attach to a restarting container, wait until it is running');
}

export async function run(invocation: Invocation): Promise<number> {
  const { host, api } = invocation;
  const cleanUp: (() => void)[] = [];
  let parsed: ParsedFlags | undefined;
  const given = () => parsed as ParsedFlags;
  const path = () => containerPath(given().args[0] as string);
  const inspect = async () => {
    const found = (await readJson(await api.get(`${path()}/json`))) as Inspected;
    checkState(found);
    return found;
  };
  const abort = new AbortController();

  const machine = attachMachine.provide({
    actors: {
      parse: fromPromise(async (): Promise<Mode> => {
        parsed = await invocation.parse();
        return 'attach';
      }),
      negotiate: fromPromise<unknown>(() => api.greet()),
      // A container that is not there is complained of when it is looked at.
      wait: fromPromise(async () => {
        const response = await api.post(`${path()}/wait`, { signal: abort.signal }).catch((error: unknown) => ({ error }));
        if ('error' in response) return { status: Promise.resolve(0) };
        const status = readJson(response).then((answer) => {
          const { Error: failure, StatusCode } = answer as { Error?: { Message?: string } | null; StatusCode: number };
          if (failure) throw new Error(failure.Message ?? '');
          return StatusCode;
        });
        status.catch(() => {});
        return { status };
      }),
      inspect: fromPromise(async () => {
        const found = await inspect();
        const { Tty, OpenStdin } = found.Config;
        const noStdin = given().flags.on('no-stdin');
        if (!noStdin && Tty && !host.stdin.isTerminal) throw new Error('the input device is not a TTY');
        if (given().flags.on('sig-proxy') && !Tty) cleanUp.push(forwardSignals(invocation, given().args[0] as string));
        return { ...found, Config: { Tty, OpenStdin: OpenStdin && !noStdin } };
      }),
      attach: fromPromise(({ input: { found } }: { input: { found: Inspected } }) => {
        const { Tty: tty, OpenStdin: stdin } = found.Config;
        const detachKeys = given().flags.text('detach-keys');
        return attach(invocation, {
          path: `${path()}/attach`,
          request: { query: { stream: 1, ...(stdin ? { stdin: 1 } : {}), stdout: 1, stderr: 1, ...(detachKeys ? { detachKeys } : {}) } },
          tty,
          stdin,
          outputs: host,
          detachKeys,
        });
      }),
      check: fromPromise<unknown>(inspect),
      resize: fromPromise<unknown, { found: Inspected }>(async ({ input: { found } }) => {
        if (!found.Config.Tty || !host.stdout.isTerminal) return;
        const { rows, columns } = host.size();
        // A change of size, even one that is taken back, makes a shell draw its prompt anew.
        await resize(invocation, path(), { rows: rows + 1, columns: columns + 1 }).catch(() => {});
        cleanUp.push(await followTerminalSize(invocation, path()));
      }),
      stream: fromPromise(({ input }) => input.attachment.done),
      exit: fromPromise(({ input }) => input.status),
    },
  });

  const { exitCode, error } = await settled(interpret(machine, commandInTrace(invocation)));
  for (const undo of cleanUp) undo();
  abort.abort();
  if (error !== undefined) throw error;
  return exitCode;
}
