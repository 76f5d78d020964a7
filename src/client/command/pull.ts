import { assign, fromPromise, setup } from 'xstate';
import { interpret } from '../../core/statechart.ts';
import { canonicalName, parseReference, referenceString, withDefaultTag } from '../../oci/reference.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import { HelpRequested } from '../cli/status-error.ts';
import { notProvided } from '../machine/not-provided.ts';
import { type PullRequest, pullInto } from '../machine/pull-image.ts';
import { commandInTrace } from '../machine/request-machine.ts';
import { settled } from '../machine/settled.ts';

export const flags: readonly Flag[] = [
  { name: 'all-tags', short: 'a', type: 'bool', usage: 'Download all tagged images in the repository' },
  { name: 'disable-content-trust', type: 'bool', usage: 'Skip image verification', default: 'true' },
  { name: 'platform', type: 'string', usage: 'Set platform if server is multi-platform capable', since: '1.32' },
  { name: 'quiet', short: 'q', type: 'bool', usage: 'Suppress verbose output' },
];

interface Pull extends PullRequest {
  readonly quiet: boolean;
  /** What is printed in the end: `docker.io/library/nginx:latest`. */
  readonly reference: string;
}

const failed = { target: 'failed', actions: 'keepError' } as const;

const pullMachine = setup({
  types: { context: {} as { pull: Pull | undefined; error: unknown } },
  actors: { parse: notProvided<Pull>(), negotiate: notProvided<unknown>(), pull: notProvided<unknown, { pull: Pull }>() },
  actions: {
    keepError: assign({ error: ({ event }) => (event as { error?: unknown }).error }),
    print: (_, _params: { pull: Pull }) => {},
  },
  guards: { isHelp: ({ event }) => (event as { error?: unknown }).error instanceof HelpRequested },
}).createMachine({
  id: 'command',
  context: { pull: undefined, error: undefined },
  initial: 'parsing',
  states: {
    parsing: {
      invoke: {
        src: 'parse',
        onDone: { target: 'negotiating', actions: assign({ pull: ({ event }) => event.output }) },
        onError: [{ ...failed, guard: 'isHelp', target: 'helping' }, failed],
      },
    },
    negotiating: { invoke: { src: 'negotiate', onDone: 'pulling', onError: failed } },
    pulling: {
      invoke: {
        src: 'pull',
        input: ({ context }) => ({ pull: context.pull as Pull }),
        onDone: { target: 'done', actions: { type: 'print', params: ({ context }) => ({ pull: context.pull as Pull }) } },
        onError: failed,
      },
    },
    helping: { type: 'final' },
    failed: { type: 'final' },
    done: { type: 'final' },
  },
});

export async function run(invocation: Invocation): Promise<number> {
  const { host, api } = invocation;

  const parse = async (): Promise<Pull> => {
    const { flags: given, args } = await invocation.parse();
    const named = parseReference(args[0] as string);
    const all = given.on('all-tags');
    const nameOnly = named.tag === undefined && named.digest === undefined;
    if (all && !nameOnly) throw new Error("tag can't be used with --all-tags/-a");
    const quiet = given.on('quiet');
    const reference = all ? named : withDefaultTag(named);
    if (!all && nameOnly && !quiet) host.stdout.write(`Using default tag: ${reference.tag}\n`);
    return {
      name: canonicalName(reference),
      tag: reference.digest ?? reference.tag,
      platform: given.text('platform') || host.env.DOCKER_DEFAULT_PLATFORM || '',
      quiet,
      reference: referenceString(reference),
    };
  };

  const machine = pullMachine.provide({
    actors: {
      parse: fromPromise(parse),
      negotiate: fromPromise<unknown>(() => api.greet()),
      pull: fromPromise<unknown, { pull: Pull }>(({ input }) =>
        pullInto(invocation, input.pull, input.pull.quiet ? { isTerminal: false, write: () => {} } : host.stdout),
      ),
    },
    actions: { print: (_, { pull }) => host.stdout.write(`${pull.reference}\n`) },
  });

  const { error } = await settled(interpret(machine, commandInTrace(invocation)));
  if (error !== undefined) throw error;
  return 0;
}
