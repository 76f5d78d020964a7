import { readText } from '../../core/http.ts';
import { isNotFound } from '../api/errors.ts';
import { containerPath, imagePath } from '../api/paths.ts';
import type { CommandModule } from '../cli/command.ts';
import type { Flag } from '../cli/flag.ts';
import { objectFormat } from '../cli/format-option.ts';
import type { Invocation } from '../cli/invocation.ts';
import { messageOf, StatusError } from '../cli/status-error.ts';
import { parsePlatform } from '../container/platform.ts';
import { type Inspected, inspect, inspectFormat } from '../format/inspector.ts';
import { quote } from '../format/quote.ts';
import { runSteps } from '../machine/request-machine.ts';

const format: Flag = { ...objectFormat, short: 'f' };
const size = (usage: string): Flag => ({ name: 'size', short: 's', type: 'bool', usage });

export const flags: readonly Flag[] = [
  format,
  size('Display total file sizes if the type is container'),
  { name: 'type', type: 'string', usage: 'Only inspect objects of the given type' },
];

/** A kind of object that can be inspected. */
interface Kind {
  readonly type: string;
  readonly goType: string;
  readonly path: (name: string) => string;
  /** Only a manager of a swarm has these. */
  readonly swarm?: true;
}

const inPath = (path: string) => (name: string) => `/${path}/${encodeURI(name)}`;

/** In the order in which docker looks for a name (docker/cli system/inspect.go). */
const KINDS: readonly Kind[] = [
  { type: 'container', goType: 'container.InspectResponse', path: (name) => `${containerPath(name)}/json` },
  { type: 'image', goType: 'image.InspectResponse', path: (name) => `${imagePath(name)}/json` },
  { type: 'network', goType: 'network.Inspect', path: inPath('networks') },
  { type: 'volume', goType: 'volume.Volume', path: inPath('volumes') },
  { type: 'service', goType: 'any', path: (name) => `${inPath('services')(name)}?insertDefaults=true`, swarm: true },
  { type: 'task', goType: 'any', path: inPath('tasks'), swarm: true },
  { type: 'node', goType: 'any', path: inPath('nodes'), swarm: true },
  { type: 'plugin', goType: 'any', path: (name) => `${inPath('plugins')(name)}/json` },
  { type: 'secret', goType: 'any', path: inPath('secrets'), swarm: true },
  { type: 'config', goType: 'any', path: inPath('configs'), swarm: true },
];

const ALL_TYPES = KINDS.map(({ type }) => type).toSorted();

/** The engine may have other words for what it simply does not have. */
const skippable = (error: unknown) => isNotFound(error) || /not supported|invalid reference format/.test(messageOf(error));

async function isManager({ api, host }: Invocation): Promise<boolean> {
  try {
    const info = JSON.parse(await readText(await api.get('/info'))) as { Swarm?: { ControlAvailable?: boolean } };
    return info.Swarm?.ControlAvailable === true;
  } catch (error) {
    host.stderr.write(`${messageOf(error)}\n`);
    return false;
  }
}

/** Asks for one kind after another until one knows the name. */
async function find(invocation: Invocation, name: string, only: string, withSize: boolean): Promise<Inspected> {
  const { api, host } = invocation;
  let manager: boolean | undefined;
  for (const kind of KINDS) {
    if (only !== '' && kind.type !== only) continue;
    if (only === '' && kind.swarm) {
      manager ??= await isManager(invocation);
      if (!manager) continue;
    }
    try {
      const query = kind.type === 'container' && withSize ? { size: 1 } : {};
      const text = await readText(await api.get(kind.path(name), { query }));
      if (withSize && kind.type !== 'container') host.stderr.write(`WARNING: --size ignored for ${kind.type}\n`);
      return { text, type: kind.goType };
    } catch (error) {
      if (only !== '' || !skippable(error)) throw error;
    }
  }
  throw new Error(`Error: No such object: ${name}`);
}

/** Prints what was found, and then complains. */
function print({ output, complaints }: Awaited<ReturnType<typeof inspect>>, { host }: Invocation): void {
  host.stdout.write(output);
  if (complaints.length) throw new StatusError(complaints.join('\n'));
}

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare({ flags: given, args }) {
      const only = given.text('type');
      const choices = `must be one of "${ALL_TYPES.join('", "')}"`;
      if (given.changed('type') && only === '') throw new Error(`type is empty: ${choices}`);
      if (only !== '' && !ALL_TYPES.includes(only)) throw new Error(`unknown type: ${quote(only)}: ${choices}`);
      return { names: args, only, format: inspectFormat(given.text('format')), withSize: given.on('size') };
    },
    request: ({ names, only, format: template, withSize }) => inspect(names, template, (name) => find(invocation, name, only, withSize)),
    print: (found) => print(found, invocation),
  });

export const containerInspect: CommandModule = {
  flags: [format, size('Display total file sizes')],
  run: (invocation) =>
    runSteps(invocation, {
      prepare: ({ flags: given, args }) => ({ given, args, template: inspectFormat(given.text('format')) }),
      request: ({ given, args, template }, { api }) =>
        inspect(args, template, async (name) => {
          const query = given.on('size') ? { size: 1 } : {};
          return { text: await readText(await api.get(`${containerPath(name)}/json`, { query })), type: 'container.InspectResponse' };
        }),
      print: (found) => print(found, invocation),
    }),
};

function platformQuery(text: string): string | undefined {
  if (text === '') return undefined;
  const [os, architecture, variant] = parsePlatform(text).split('/');
  return JSON.stringify({ architecture, os, ...(variant ? { variant } : {}) });
}

export const imageInspect: CommandModule = {
  flags: [
    format,
    {
      name: 'platform',
      type: 'string',
      usage: `Inspect a specific platform of the multi-platform image.
If the image or the server is not multi-platform capable, the command will error out if the platform does not match.
'os[/arch[/variant]]': Explicit platform (eg. linux/amd64)`,
      since: '1.49',
    },
  ],
  run: (invocation) =>
    runSteps(invocation, {
      prepare: ({ flags: given, args }) => ({
        args,
        template: inspectFormat(given.text('format')),
        platform: platformQuery(given.text('platform')),
      }),
      request: ({ args, template, platform }, { api }) =>
        inspect(args, template, async (name) => ({
          text: await readText(await api.get(`${imagePath(name)}/json`, { query: { platform } })),
          type: 'image.InspectResponse',
        })),
      print: (found) => print(found, invocation),
    }),
};
