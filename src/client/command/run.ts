import { fromPromise } from 'xstate';
import { interpret } from '../../core/statechart.ts';
import { isNotFound } from '../api/errors.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import type { ParsedFlags } from '../cli/parse-flags.ts';
import { messageOf, StatusError } from '../cli/status-error.ts';
import { CONTAINER_FLAGS } from '../container/options.ts';
import { attach } from '../machine/attachment.ts';
import { containerMachine, type Plan } from '../machine/container-machine.ts';
import { planReader } from '../machine/container-plan.ts';
import { checkIdFile, create, pullable, pullFor, sayMissing } from '../machine/create-container.ts';
import { forwardSignals } from '../machine/forward-signals.ts';
import { commandInTrace } from '../machine/request-machine.ts';
import { settled } from '../machine/settled.ts';
import { followTerminalSize } from '../machine/terminal-size.ts';
import { waitForExit } from '../machine/wait.ts';

export const flags: readonly Flag[] = [
  ...CONTAINER_FLAGS,
  { name: 'detach', short: 'd', type: 'bool', usage: 'Run container in background and print container ID' },
  { name: 'detach-keys', type: 'string', usage: 'Override the key sequence for detaching a container' },
  { name: 'pull', type: 'string', usage: 'Pull image before running ("always", "missing", "never")', default: 'missing' },
  { name: 'sig-proxy', type: 'bool', usage: 'Proxy received signals to the process', default: 'true' },
];

/** `docker: …`, with a hint, and an exit status that tells what was wrong (docker/cli container/run.go, toStatusError). */
function explained(error: unknown): StatusError {
  const message = messageOf(error);
  const notFound = /executable file not found|no such file or directory|system cannot find the file specified/.test(message);
  const denied = /permission denied|is a directory/.test(message);
  return new StatusError(`docker: ${message}\n\nRun 'docker run --help' for more information`, notFound ? 127 : denied ? 126 : 125);
}

const explain = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw explained(error);
  });

/** A 404 goes on as it is: the machine may know a remedy. */
const explainAllBut404 = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw isNotFound(error) ? error : explained(error);
  });

export async function run(invocation: Invocation): Promise<number> {
  const { host, api } = invocation;
  const reader = planReader(invocation, 'run');
  const cleanUp: (() => void)[] = [];
  let detachKeys = '';
  let proxiesSignals = true;

  const parse = async () => {
    const parsed = await reader.parse();
    detachKeys = parsed.flags.text('detach-keys');
    proxiesSignals = parsed.flags.on('sig-proxy');
    return parsed;
  };

  const describe = async (parsed: ParsedFlags): Promise<Plan> => {
    const { flags: given } = parsed;
    const config = await reader.config(parsed);
    const detached = given.on('detach');
    if (detached && given.list('attach').length) throw new Error('conflicting options: cannot specify both --attach and --detach');
    if (!detached && config.Tty && config.AttachStdin && !host.stdin.isTerminal) throw new Error('the input device is not a TTY');
    const off = { AttachStdin: false, AttachStdout: false, AttachStderr: false, StdinOnce: false };
    const wanted = detached ? { ...config, ...off } : config;
    await explain(
      checkIdFile(invocation, config.HostConfig.ContainerIDFile).then(() => {
        pullable(config.Image);
      }),
    );
    const attached = wanted.AttachStdin || wanted.AttachStdout || wanted.AttachStderr;
    return { ...reader.plan(parsed, wanted), start: true, attached };
  };

  const created = async (plan: Plan) => {
    const container = await create(invocation, plan);
    if (proxiesSignals) cleanUp.push(forwardSignals(invocation, container));
    return container;
  };

  const machine = containerMachine.provide({
    actors: {
      parse: fromPromise<unknown>(parse),
      negotiate: fromPromise<unknown>(() => api.greet()),
      describe: fromPromise<Plan, { parsed: unknown }>(({ input }) => describe(input.parsed as ParsedFlags)),
      pull: fromPromise<unknown, { plan: Plan }>(({ input }) => explain(pullFor(invocation, input.plan))),
      create: fromPromise<string, { plan: Plan }>(({ input }) => explainAllBut404(created(input.plan))),
      attach: fromPromise(({ input }: { input: { plan: Plan; container: string } }) => {
        const { config } = input.plan;
        return attach(invocation, {
          path: `/containers/${input.container}/attach`,
          request: { query: attachQuery(config, detachKeys) },
          tty: config.Tty,
          stdin: config.AttachStdin,
          outputs: {
            stdout: config.AttachStdout ? host.stdout : undefined,
            stderr: config.AttachStderr ? host.stderr : undefined,
          },
          detachKeys,
        });
      }),
      wait: fromPromise(({ input }: { input: { plan: Plan; container: string } }) =>
        waitForExit(invocation, input.container, input.plan.autoRemove),
      ),
      start: fromPromise<unknown, { container: string }>(({ input }) => explain(api.post(`/containers/${input.container}/start`))),
      resize: fromPromise<unknown, { plan: Plan; container: string }>(async ({ input }) => {
        if (!input.plan.config.Tty || !host.stdout.isTerminal) return;
        cleanUp.push(await followTerminalSize(invocation, `/containers/${input.container}`));
      }),
      stream: fromPromise(({ input }) => input.attachment.done),
      exit: fromPromise(({ input }) => input.status),
    },
    actions: {
      sayMissing: (_, { plan }) => sayMissing(invocation, plan),
      sayCreated: (_, { container }) => host.stdout.write(`${container}\n`),
    },
  });

  const { exitCode, error } = await settled(interpret(machine, commandInTrace(invocation)));
  for (const undo of cleanUp) undo();
  if (error !== undefined) throw isNotFound(error) ? explained(error) : error;
  return exitCode;
}

function attachQuery(config: Plan['config'], detachKeys: string) {
  return {
    stream: 1,
    ...(config.AttachStdin ? { stdin: 1 } : {}),
    ...(config.AttachStdout ? { stdout: 1 } : {}),
    ...(config.AttachStderr ? { stderr: 1 } : {}),
    ...(detachKeys ? { detachKeys } : {}),
  };
}
