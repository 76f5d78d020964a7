import type { Invocation } from '../cli/invocation.ts';
import type { ParsedFlags } from '../cli/parse-flags.ts';
import { messageOf, StatusError } from '../cli/status-error.ts';
import { type ContainerConfig, containerConfig, pullPolicy } from '../container/config.ts';
import type { Plan } from './container-machine.ts';

/** Reads what `run` and `create` have in common of their options. */
export interface PlanReader {
  /** @throws StatusError */
  parse(): Promise<ParsedFlags>;
  /** @throws StatusError */
  config(parsed: ParsedFlags): Promise<ContainerConfig>;
  plan(parsed: ParsedFlags, config: ContainerConfig): Omit<Plan, 'start' | 'attached'>;
}

export function planReader(invocation: Invocation, command: 'run' | 'create'): PlanReader {
  const { host } = invocation;
  /** Bad options that only show when the container is described end with the same status, whatever they say. */
  const refused = (error: unknown) =>
    new StatusError(`docker: ${messageOf(error)}\n\nRun 'docker ${command} --help' for more information`, 125);
  return {
    async parse() {
      const parsed = await invocation.parse();
      try {
        pullPolicy(parsed.flags.text('pull'));
      } catch (error) {
        throw refused(error);
      }
      return parsed;
    },
    config: ({ flags, args }) =>
      containerConfig(flags, args, host).catch((error: unknown) => {
        throw refused(error);
      }),
    plan: ({ flags }, config) => ({
      config,
      name: flags.text('name'),
      platform: flags.text('platform') || host.env.DOCKER_DEFAULT_PLATFORM || '',
      pull: pullPolicy(flags.text('pull')),
      quiet: flags.on('quiet'),
      autoRemove: flags.on('rm'),
    }),
  };
}
