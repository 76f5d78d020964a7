import { fromPromise } from 'xstate';
import { readJson } from '../../core/http.ts';
import { interpret } from '../../core/statechart.ts';
import { containerPath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import type { ParsedFlags } from '../cli/parse-flags.ts';
import { fromEnvironment, keyValues } from '../container/environment.ts';
import { environment } from '../container/validators.ts';
import { attach } from '../machine/attachment.ts';
import { type ExecPlan, execMachine } from '../machine/exec-machine.ts';
import { commandInTrace } from '../machine/request-machine.ts';
import { settled } from '../machine/settled.ts';
import { followTerminalSize } from '../machine/terminal-size.ts';

export const flags: readonly Flag[] = [
  { name: 'detach', short: 'd', type: 'bool', usage: 'Detached mode: run command in the background' },
  { name: 'detach-keys', type: 'string', usage: 'Override the key sequence for detaching a container' },
  { name: 'env', short: 'e', type: 'list', usage: 'Set environment variables', validate: environment, since: '1.25' },
  { name: 'env-file', type: 'list', usage: 'Read in a file of environment variables', since: '1.25' },
  { name: 'interactive', short: 'i', type: 'bool', usage: 'Keep STDIN open even if not attached' },
  { name: 'privileged', type: 'bool', usage: 'Give extended privileges to the command' },
  { name: 'tty', short: 't', type: 'bool', usage: 'Allocate a pseudo-TTY' },
  { name: 'user', short: 'u', type: 'string', usage: 'Username or UID (format: "<name|uid>[:<group|gid>]")' },
  { name: 'workdir', short: 'w', type: 'string', usage: 'Working directory inside the container', since: '1.35' },
];

interface Plan extends ExecPlan {
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly detachKeys: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly consoleSize: { readonly ConsoleSize?: readonly [rows: number, columns: number] };
}

async function plan({ flags: given, args }: ParsedFlags, { host }: Invocation): Promise<Plan> {
  const [container = '', ...command] = args;
  const lookUp = (name: string) => host.env[name];
  const env = await keyValues(given.list('env-file'), fromEnvironment(given.list('env'), host.env), host, lookUp);
  const [tty, detach] = [given.on('tty'), given.on('detach')];
  const stdin = !detach && given.on('interactive');
  const size = host.stdout.isTerminal ? host.size() : { rows: 0, columns: 0 };
  const consoleSize = tty ? { ConsoleSize: [size.rows, size.columns] as const } : {};
  const detachKeys = given.text('detach-keys');
  return {
    container,
    detach,
    tty,
    stdin,
    detachKeys,
    consoleSize,
    // In Go's order (moby api/types/container/exec.go).
    body: {
      User: given.text('user'),
      Privileged: given.on('privileged'),
      Tty: tty,
      ...consoleSize,
      AttachStdin: stdin,
      AttachStderr: !detach,
      AttachStdout: !detach,
      DetachKeys: detachKeys,
      Env: env.length ? env : null,
      WorkingDir: given.text('workdir'),
      Cmd: command,
      Detach: false,
    },
  };
}

export async function run(invocation: Invocation): Promise<number> {
  const { host, api } = invocation;
  let wanted: Plan | undefined;
  const cleanUp: (() => void)[] = [];
  const inspect = async ({ container, detach, tty, stdin }: Plan) => {
    await readJson(await api.get(`${containerPath(container)}/json`));
    if (!detach && tty && stdin && !host.stdin.isTerminal) throw new Error('the input device is not a TTY');
  };
  const startBody = ({ detach, tty, consoleSize }: Plan) => ({ Detach: detach, Tty: tty, ...consoleSize });

  const machine = execMachine.provide({
    actors: {
      parse: fromPromise<ExecPlan>(async () => {
        wanted = await plan(await invocation.parse(), invocation);
        return wanted;
      }),
      negotiate: fromPromise<unknown>(() => api.greet()),
      inspect: fromPromise<unknown, { plan: ExecPlan }>(({ input }) => inspect(input.plan as Plan)),
      create: fromPromise(async ({ input }: { input: { plan: ExecPlan } }) => {
        const { container, body } = input.plan as Plan;
        const { Id } = (await readJson(await api.post(`${containerPath(container)}/exec`, { json: body }))) as { Id: string };
        if (Id === '') throw new Error('exec ID empty');
        return Id;
      }),
      start: fromPromise<unknown, { exec: string }>(({ input }) =>
        api.post(`/exec/${input.exec}/start`, { json: startBody(wanted as Plan) }),
      ),
      attach: fromPromise(({ input }: { input: { exec: string } }) => {
        const { tty, stdin, detachKeys } = wanted as Plan;
        return attach(invocation, {
          path: `/exec/${input.exec}/start`,
          request: { json: startBody(wanted as Plan) },
          tty,
          stdin,
          outputs: host,
          detachKeys,
        });
      }),
      resize: fromPromise<unknown, { exec: string }>(async ({ input }) => {
        if (wanted?.tty && host.stdin.isTerminal) cleanUp.push(await followTerminalSize(invocation, `/exec/${input.exec}`));
      }),
      stream: fromPromise(({ input }) => input.attachment.done),
      exitCode: fromPromise(async ({ input }) => {
        const { ExitCode } = (await readJson(await api.get(`/exec/${input.exec}/json`))) as { ExitCode: number | null };
        return ExitCode ?? 0;
      }),
    },
  });

  const { exitCode, error } = await settled(interpret(machine, commandInTrace(invocation)));
  for (const undo of cleanUp) undo();
  if (error !== undefined) throw error;
  return exitCode;
}
