import { ApiClient, CLIENT_VERSION } from './api/client.ts';
import { olderThan } from './api/version.ts';
import type { Row } from './cli/command.ts';
import { COMMANDS, GROUPS } from './cli/commands.ts';
import { checkEndpoint, parseHost } from './cli/docker-host.ts';
import { type Flag, isConditional } from './cli/flag.ts';
import { globalFlags } from './cli/globals.ts';
import { commandHelp, groupHelp, rootHelp } from './cli/help.ts';
import { parseFlags } from './cli/parse-flags.ts';
import { HelpRequested, messageOf, StatusError } from './cli/status-error.ts';
import type { ClientHost } from './host.ts';
import { shareSignals } from './machine/signals.ts';

/** The commit that the client of this version was built from is the real one's; ours is named by its version alone. */
const BUILD = 'drydock';

/** Bad options, where docker's own exit status is 125 (docker/cli FlagErrorFunc). */
const BAD_FLAG = 125;

const LEVELS: ReadonlySet<string> = new Set(['panic', 'fatal', 'error', 'warn', 'warning', 'info', 'debug', 'trace']);

/** Runs one docker command line, without the `docker` in front. Gives the exit status. */
export async function docker(args: readonly string[], host: ClientHost): Promise<number> {
  try {
    return await dispatch(args, host);
  } catch (error) {
    const message = messageOf(error);
    if (message) host.stderr.write(`${message}\n`);
    return error instanceof StatusError ? error.exitCode : 1;
  }
}

async function dispatch(args: readonly string[], host: ClientHost): Promise<number> {
  const spec = globalFlags(host.env);
  const columns = helpColumns(host);
  let parsed: ReturnType<typeof parseFlags>;
  try {
    parsed = parseFlags(spec, args, { interspersed: false, warn: (line) => host.stdout.write(`${line}\n`) });
  } catch (error) {
    await openApi('', host).greet();
    if (error instanceof HelpRequested) return show(host, rootHelp(spec, columns));
    throw flagError(error, { path: 'docker', useLine: 'docker [OPTIONS] COMMAND [ARG...]' });
  }
  const { flags, args: rest } = parsed;
  if (!LEVELS.has(flags.text('log-level').toLowerCase()))
    throw new StatusError(`Unable to parse logging level: ${flags.text('log-level')}`);
  if (flags.on('version')) return show(host, `Docker version ${CLIENT_VERSION}, build ${BUILD}\n`);
  await checkEndpoint(flags, host);
  const [name, ...more] = rest;
  if (name === undefined) {
    await openApi(flags.text('host'), host).greet();
    host.stderr.write(rootHelp(spec, columns));
    return 0;
  }
  const api = openApi(flags.text('host'), host);
  if (name === 'help') return help(more, host, api, columns, () => rootHelp(spec, columns));
  if (GROUPS.some((group) => group.name === name)) return runGroup(name, more, host, api, columns);
  const row = findRow(name);
  if (!row) throw new StatusError(`docker: unknown command: docker ${name}\n\nRun 'docker --help' for more information`);
  return runRow(row, name, more, host, api, columns);
}

function openApi(flag: string, host: ClientHost): ApiClient {
  const dockerHost = flag ? parseHost(flag) : host.dockerHost;
  const elsewhere = dockerHost !== host.dockerHost;
  const unreachable = () => Promise.reject(new Error('connection refused'));
  return new ApiClient({
    transport: elsewhere ? (host.dial?.(dockerHost) ?? unreachable) : host.transport,
    dockerHost,
    span: host.span,
    version: host.env.DOCKER_API_VERSION,
  });
}

const findRow = (name: string, group = ''): Row | undefined => {
  const prefix = group && `${group} `;
  return COMMANDS.find((row) => row.name === prefix + name || (group && row.name.startsWith(prefix) && row.aliases?.includes(name)));
};

function show(host: ClientHost, text: string): number {
  host.stdout.write(text);
  return 0;
}

/** Help is wrapped one column short of the terminal (docker/cli wrappedFlagUsages). */
const helpColumns = (host: ClientHost) => ((host.stdin.isTerminal && host.size().columns) || 80) - 1;

/** Where help and complaints depend on what the engine supports, it is asked; its silence is no matter (docker/cli hideUnsupportedFeatures). */
async function probe(api: ApiClient, flags: readonly Flag[]): Promise<void> {
  if (flags.some(isConditional)) await api.greet();
}

/** The options that help lists: not those for engines of another system. */
const shown = (flags: readonly Flag[], api: ApiClient) =>
  flags.filter((flag) => flag.os === undefined || api.osType === '' || api.osType === flag.os);

function checkSupport(flags: readonly Flag[], { osType, version }: ApiClient): void {
  const complaints = flags.flatMap(({ name, since, os }) => {
    if (since !== undefined && olderThan(version, since)) {
      return [`"--${name}" requires API version ${since}, but the Docker daemon API version is ${version}`];
    }
    if (os === undefined || osType === '' || osType === os) return [];
    return [`"--${name}" is only supported on a Docker daemon running on ${os}, but the Docker daemon is running on ${osType}`];
  });
  if (complaints.length) throw new StatusError(complaints.join('\n'));
}

function flagError(error: unknown, command: { readonly path: string; readonly useLine: string }): StatusError {
  return new StatusError(
    `${messageOf(error)}\n\nUsage:  ${command.useLine}\n\nRun '${command.path} --help' for more information`,
    BAD_FLAG,
  );
}

async function help(topic: readonly string[], host: ClientHost, api: ApiClient, columns: number, root: () => string): Promise<number> {
  const [first, second] = topic;
  const unknown = () => new StatusError(`unknown help topic: ${topic.slice(group ? 1 : 0).join(' ')}`);
  const group = GROUPS.find((candidate) => candidate.name === first);
  if (first === 'help' && second === undefined) return show(host, 'Usage:  docker help [command]\n\nHelp about the command\n');
  if (first !== undefined && !group && !findRow(first)) throw unknown();
  const row = group ? second !== undefined && findRow(second, group.name) : first !== undefined && findRow(first);
  if (topic.length > (group ? 2 : 1) || (group && second !== undefined && !row)) throw unknown();
  if (row) {
    const { flags } = await host.clock.hold(row.load());
    await probe(api, flags);
    return show(host, commandHelp(row, shown(flags, api), columns));
  }
  await api.greet();
  return show(host, group ? groupHelp(group.name) : root());
}

async function runGroup(group: string, args: readonly string[], host: ClientHost, api: ApiClient, columns: number): Promise<number> {
  const path = `docker ${group}`;
  const [name, ...rest] = args;
  if (name?.startsWith('-') && name !== '--' && name !== '-') {
    await api.greet();
    try {
      parseFlags([], args, { interspersed: false, warn: (line) => host.stdout.write(`${line}\n`) });
    } catch (error) {
      if (error instanceof HelpRequested) return show(host, groupHelp(group));
      throw flagError(error, { path, useLine: path });
    }
  }
  if (name === undefined) {
    await api.greet();
    host.stderr.write(groupHelp(group));
    return 0;
  }
  const row = findRow(name, group);
  if (!row)
    throw new StatusError(`docker: unknown command: ${path} ${name}\n\nUsage:  ${path}\n\nRun '${path} --help' for more information`);
  return runRow(row, name, rest, host, api, columns);
}

async function runRow(
  row: Row,
  calledAs: string,
  args: readonly string[],
  host: ClientHost,
  api: ApiClient,
  columns: number,
): Promise<number> {
  // Loading takes no virtual time.
  const module = await host.clock.hold(row.load());
  const command = { path: `docker ${row.name}`, useLine: `docker ${row.name} ${row.use}`, isGroup: false };
  const parse = async () => {
    let parsed: ReturnType<typeof parseFlags>;
    try {
      parsed = parseFlags(module.flags, args, {
        interspersed: row.interspersed ?? true,
        warn: (line) => host.stdout.write(`${line}\n`),
      });
    } catch (error) {
      await probe(api, module.flags);
      throw error instanceof HelpRequested ? error : flagError(error, command);
    }
    const complaint = row.accepts(parsed.args.length, command, parsed.args[0] ?? '');
    if (complaint) throw new StatusError(complaint);
    const conditional = parsed.flags.conditional();
    await probe(api, conditional);
    checkSupport(conditional, api);
    return parsed;
  };
  try {
    const onSignal = shareSignals((listener) => host.onSignal(listener));
    return await module.run({ host, api, path: command.path, calledAs, onSignal, parse });
  } catch (error) {
    if (error instanceof HelpRequested) return show(host, commandHelp(row, shown(module.flags, api), columns));
    throw error;
  }
}
