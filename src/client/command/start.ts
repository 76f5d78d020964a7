import { fromPromise } from 'xstate';
import { readJson } from '../../core/http.ts';
import { interpret } from '../../core/statechart.ts';
import { containerPath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import type { ParsedFlags } from '../cli/parse-flags.ts';
import { messageOf } from '../cli/status-error.ts';
import { attachMachine, type Inspected, type Mode } from '../machine/attach-machine.ts';
import { attach } from '../machine/attachment.ts';
import { forwardSignals } from '../machine/forward-signals.ts';
import { commandInTrace } from '../machine/request-machine.ts';
import { settled } from '../machine/settled.ts';
import { followTerminalSize } from '../machine/terminal-size.ts';
import { waitForExit } from '../machine/wait.ts';

export const flags: readonly Flag[] = [
  { name: 'attach', short: 'a', type: 'bool', usage: 'Attach STDOUT/STDERR and forward signals' },
  { name: 'detach-keys', type: 'string', usage: 'Override the key sequence for detaching a container' },
  { name: 'interactive', short: 'i', type: 'bool', usage: "Attach container's STDIN" },
];

export async function run(invocation: Invocation): Promise<number> {
  const { host, api } = invocation;
  const cleanUp: (() => void)[] = [];
  let parsed: ParsedFlags | undefined;
  const given = () => parsed as ParsedFlags;

  const parse = async (): Promise<Mode> => {
    parsed = await invocation.parse();
    const attached = parsed.flags.on('attach') || parsed.flags.on('interactive');
    if (attached && parsed.args.length > 1) throw new Error('you cannot start and attach multiple containers at once');
    return attached ? 'start-attached' : 'start';
  };

  const startAll = async () => {
    const failed: string[] = [];
    for (const name of given().args) {
      try {
        await api.post(`${containerPath(name)}/start`);
        host.stdout.write(`${name}\n`);
      } catch (error) {
        host.stderr.write(`${messageOf(error)}\n`);
        failed.push(name);
      }
    }
    if (failed.length) throw new Error(`Error: failed to start containers: ${failed.join(', ')}`);
  };

  const machine = attachMachine.provide({
    actors: {
      parse: fromPromise(parse),
      negotiate: fromPromise<unknown>(() => api.greet()),
      startAll: fromPromise<unknown>(startAll),
      inspect: fromPromise(async () => {
        const found = (await readJson(await api.get(`${containerPath(given().args[0] as string)}/json`))) as Inspected;
        if (!found.Config.Tty) cleanUp.push(forwardSignals(invocation, found.Id));
        return found;
      }),
      attach: fromPromise(({ input: { found } }: { input: { found: Inspected } }) => {
        const stdin = given().flags.on('interactive') && found.Config.OpenStdin;
        const detachKeys = given().flags.text('detach-keys');
        return attach(invocation, {
          path: `/containers/${found.Id}/attach`,
          request: { query: { stream: 1, ...(stdin ? { stdin: 1 } : {}), stdout: 1, stderr: 1, ...(detachKeys ? { detachKeys } : {}) } },
          tty: found.Config.Tty,
          stdin,
          outputs: host,
          detachKeys,
        });
      }),
      wait: fromPromise(({ input: { found } }: { input: { found: Inspected | undefined } }) =>
        waitForExit(invocation, found?.Id ?? '', found?.HostConfig.AutoRemove ?? false),
      ),
      start: fromPromise<unknown, { found: Inspected }>(({ input }) => api.post(`/containers/${input.found.Id}/start`)),
      resize: fromPromise<unknown, { found: Inspected }>(async ({ input: { found } }) => {
        if (found.Config.Tty && host.stdout.isTerminal) cleanUp.push(await followTerminalSize(invocation, `/containers/${found.Id}`));
      }),
      stream: fromPromise(({ input }) => input.attachment.done),
      exit: fromPromise(({ input }) => input.status),
    },
  });

  const { exitCode, error } = await settled(interpret(machine, commandInTrace(invocation)));
  for (const undo of cleanUp) undo();
  if (error !== undefined) throw error;
  return exitCode;
}
