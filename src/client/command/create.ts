import { fromPromise } from 'xstate';
import { interpret } from '../../core/statechart.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import type { ParsedFlags } from '../cli/parse-flags.ts';
import { messageOf, StatusError } from '../cli/status-error.ts';
import { containerConfig, pullPolicy } from '../container/config.ts';
import { CONTAINER_FLAGS } from '../container/options.ts';
import { containerMachine, type Plan } from '../machine/container-machine.ts';
import { checkIdFile, create, pullable, pullFor, sayMissing } from '../machine/create-container.ts';
import { commandInTrace } from '../machine/request-machine.ts';
import { settled } from '../machine/settled.ts';

export const flags: readonly Flag[] = [
  ...CONTAINER_FLAGS,
  // The stray bar is docker's own.
  { name: 'pull', type: 'string', usage: 'Pull image before creating ("always", "|missing", "never")', default: 'missing' },
];

const refused = (error: unknown) => new StatusError(`docker: ${messageOf(error)}\n\nRun 'docker create --help' for more information`, 125);

export async function run(invocation: Invocation): Promise<number> {
  const { host, api } = invocation;

  const parse = async () => {
    const parsed = await invocation.parse();
    try {
      pullPolicy(parsed.flags.text('pull'));
    } catch (error) {
      throw refused(error);
    }
    return parsed;
  };

  const describe = async ({ flags: given, args }: ParsedFlags): Promise<Plan> => {
    const config = await containerConfig(given, args, host).catch((error: unknown) => {
      throw refused(error);
    });
    await checkIdFile(invocation, config.HostConfig.ContainerIDFile);
    pullable(config.Image);
    return {
      config,
      name: given.text('name'),
      platform: given.text('platform') || host.env.DOCKER_DEFAULT_PLATFORM || '',
      pull: pullPolicy(given.text('pull')),
      quiet: given.on('quiet'),
      start: false,
      attached: false,
      autoRemove: given.on('rm'),
    };
  };

  const machine = containerMachine.provide({
    actors: {
      parse: fromPromise<unknown>(parse),
      negotiate: fromPromise<unknown>(() => api.greet()),
      describe: fromPromise<Plan, { parsed: unknown }>(({ input }) => describe(input.parsed as ParsedFlags)),
      pull: fromPromise<unknown, { plan: Plan }>(({ input }) => pullFor(invocation, input.plan)),
      create: fromPromise<string, { plan: Plan }>(({ input }) => create(invocation, input.plan)),
    },
    actions: {
      sayMissing: (_, { plan }) => sayMissing(invocation, plan),
      sayCreated: (_, { container }) => host.stdout.write(`${container}\n`),
    },
  });

  const { error } = await settled(interpret(machine, commandInTrace(invocation)));
  if (error !== undefined) throw error;
  return 0;
}
