import { fromPromise } from 'xstate';
import { interpret } from '../../core/statechart.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import type { ParsedFlags } from '../cli/parse-flags.ts';
import { CONTAINER_FLAGS } from '../container/options.ts';
import { containerMachine, type Plan } from '../machine/container-machine.ts';
import { planReader } from '../machine/container-plan.ts';
import { checkIdFile, create, pullable, pullFor, sayMissing } from '../machine/create-container.ts';
import { commandInTrace } from '../machine/request-machine.ts';
import { settled } from '../machine/settled.ts';

export const flags: readonly Flag[] = [
  ...CONTAINER_FLAGS,
  // The stray bar is docker's own.
  { name: 'pull', type: 'string', usage: 'Pull image before creating ("always", "|missing", "never")', default: 'missing' },
];

export async function run(invocation: Invocation): Promise<number> {
  const { host, api } = invocation;

  const reader = planReader(invocation, 'create');

  const describe = async (parsed: ParsedFlags): Promise<Plan> => {
    const config = await reader.config(parsed);
    await checkIdFile(invocation, config.HostConfig.ContainerIDFile);
    pullable(config.Image);
    return { ...reader.plan(parsed, config), start: false, attached: false };
  };

  const machine = containerMachine.provide({
    actors: {
      parse: fromPromise<unknown>(() => reader.parse()),
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
