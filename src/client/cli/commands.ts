import { atLeast, atMost, between, exactly, noArguments } from './arguments.ts';
import type { Group, Row } from './command.ts';

/** Commands that hold others. */
export const GROUPS: readonly Group[] = [
  { name: 'container', short: 'Manage containers' },
  { name: 'image', short: 'Manage images' },
  { name: 'system', short: 'Manage Docker' },
];

const CONTAINERS = '[OPTIONS] CONTAINER [CONTAINER...]';

/** A command that stands at the top and, under the same name, in a group. */
function both(group: string, row: Row, inner: { readonly name?: string; readonly aliases?: readonly string[] } = {}): Row[] {
  const { common: _, ...rest } = row;
  const name = inner.name ?? row.name;
  const alsoKnownAs = row.alsoKnownAs ?? `docker ${group} ${name}, docker ${row.name}`;
  return [
    { ...row, alsoKnownAs },
    { ...rest, alsoKnownAs, name: `${group} ${name}`, ...(inner.aliases ? { aliases: inner.aliases } : {}) },
  ];
}

/** Every command there is. What a command consists of is loaded when it is used. */
export const COMMANDS: readonly Row[] = [
  ...both('container', {
    name: 'attach',
    use: '[OPTIONS] CONTAINER',
    short: 'Attach local standard input, output, and error streams to a running container',
    accepts: exactly(1),
    load: () => import('../command/attach.ts'),
  }),
  ...both('container', {
    name: 'create',
    use: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
    short: 'Create a new container',
    accepts: atLeast(1),
    interspersed: false,
    load: () => import('../command/create.ts'),
  }),
  ...both('system', {
    name: 'events',
    use: '[OPTIONS]',
    short: 'Get real time events from the server',
    accepts: noArguments,
    load: () => import('../command/events.ts'),
  }),
  ...both('container', {
    name: 'exec',
    use: '[OPTIONS] CONTAINER COMMAND [ARG...]',
    short: 'Execute a command in a running container',
    common: 2,
    accepts: atLeast(2),
    interspersed: false,
    load: () => import('../command/exec.ts'),
  }),
  ...both('image', {
    name: 'history',
    use: '[OPTIONS] IMAGE',
    short: 'Show the history of an image',
    accepts: exactly(1),
    load: () => import('../command/history.ts'),
  }),
  ...both(
    'image',
    {
      name: 'images',
      use: '[OPTIONS] [REPOSITORY[:TAG]]',
      short: 'List images',
      alsoKnownAs: 'docker image ls, docker image list, docker images',
      common: 7,
      accepts: atMost(1),
      load: () => import('../command/images.ts'),
    },
    { name: 'ls', aliases: ['list'] },
  ),
  ...both('system', {
    name: 'info',
    use: '[OPTIONS]',
    short: 'Display system-wide information',
    common: 12,
    accepts: noArguments,
    load: () => import('../command/info.ts'),
  }),
  {
    name: 'inspect',
    use: '[OPTIONS] NAME|ID [NAME|ID...]',
    short: 'Return low-level information on Docker objects',
    accepts: atLeast(1),
    load: () => import('../command/inspect.ts'),
  },
  {
    name: 'container inspect',
    use: CONTAINERS,
    short: 'Display detailed information on one or more containers',
    accepts: atLeast(1),
    load: async () => (await import('../command/inspect.ts')).containerInspect,
  },
  {
    name: 'image inspect',
    use: '[OPTIONS] IMAGE [IMAGE...]',
    short: 'Display detailed information on one or more images',
    accepts: atLeast(1),
    load: async () => (await import('../command/inspect.ts')).imageInspect,
  },
  ...both('container', {
    name: 'kill',
    use: CONTAINERS,
    short: 'Kill one or more running containers',
    accepts: atLeast(1),
    load: () => import('../command/kill.ts'),
  }),
  ...both('container', {
    name: 'logs',
    use: '[OPTIONS] CONTAINER',
    short: 'Fetch the logs of a container',
    accepts: exactly(1),
    load: () => import('../command/logs.ts'),
  }),
  ...both('container', {
    name: 'pause',
    use: 'CONTAINER [CONTAINER...]',
    short: 'Pause all processes within one or more containers',
    accepts: atLeast(1),
    load: async () => (await import('../command/pause.ts')).pause,
  }),
  ...both('container', {
    name: 'port',
    use: 'CONTAINER [PRIVATE_PORT[/PROTO]]',
    short: 'List port mappings or a specific mapping for the container',
    accepts: between(1, 2),
    load: () => import('../command/port.ts'),
  }),
  ...both(
    'container',
    {
      name: 'ps',
      use: '[OPTIONS]',
      short: 'List containers',
      alsoKnownAs: 'docker container ls, docker container list, docker container ps, docker ps',
      common: 3,
      accepts: noArguments,
      load: () => import('../command/ps.ts'),
    },
    { name: 'ls', aliases: ['ps', 'list'] },
  ),
  ...both('image', {
    name: 'pull',
    use: '[OPTIONS] NAME[:TAG|@DIGEST]',
    short: 'Download an image from a registry',
    common: 5,
    accepts: exactly(1),
    load: () => import('../command/pull.ts'),
  }),
  ...both('container', {
    name: 'rename',
    use: 'CONTAINER NEW_NAME',
    short: 'Rename a container',
    accepts: exactly(2),
    load: () => import('../command/rename.ts'),
  }),
  ...both('container', {
    name: 'restart',
    use: CONTAINERS,
    short: 'Restart one or more containers',
    accepts: atLeast(1),
    load: async () => (await import('../command/stop.ts')).restart,
  }),
  ...both(
    'container',
    {
      name: 'rm',
      use: CONTAINERS,
      short: 'Remove one or more containers',
      alsoKnownAs: 'docker container rm, docker container remove, docker rm',
      accepts: atLeast(1),
      load: () => import('../command/rm.ts'),
    },
    { aliases: ['remove'] },
  ),
  ...both(
    'image',
    {
      name: 'rmi',
      use: '[OPTIONS] IMAGE [IMAGE...]',
      short: 'Remove one or more images',
      alsoKnownAs: 'docker image rm, docker image remove, docker rmi',
      accepts: atLeast(1),
      load: () => import('../command/rmi.ts'),
    },
    { name: 'rm', aliases: ['rmi', 'remove'] },
  ),
  ...both('container', {
    name: 'run',
    use: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
    short: 'Create and run a new container from an image',
    common: 1,
    accepts: atLeast(1),
    interspersed: false,
    load: () => import('../command/run.ts'),
  }),
  ...both('container', {
    name: 'start',
    use: CONTAINERS,
    short: 'Start one or more stopped containers',
    accepts: atLeast(1),
    load: () => import('../command/start.ts'),
  }),
  ...both('container', {
    name: 'stop',
    use: CONTAINERS,
    short: 'Stop one or more running containers',
    accepts: atLeast(1),
    load: async () => (await import('../command/stop.ts')).stop,
  }),
  ...both('image', {
    name: 'tag',
    use: 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
    short: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
    accepts: exactly(2),
    load: () => import('../command/tag.ts'),
  }),
  ...both('container', {
    name: 'top',
    use: 'CONTAINER [ps OPTIONS]',
    short: 'Display the running processes of a container',
    accepts: atLeast(1),
    interspersed: false,
    load: () => import('../command/top.ts'),
  }),
  ...both('container', {
    name: 'unpause',
    use: 'CONTAINER [CONTAINER...]',
    short: 'Unpause all processes within one or more containers',
    accepts: atLeast(1),
    load: async () => (await import('../command/pause.ts')).unpause,
  }),
  {
    name: 'version',
    use: '[OPTIONS]',
    short: 'Show the Docker version information',
    common: 11,
    accepts: noArguments,
    load: () => import('../command/version.ts'),
  },
  ...both('container', {
    name: 'wait',
    use: 'CONTAINER [CONTAINER...]',
    short: 'Block until one or more containers stop, then print their exit codes',
    accepts: atLeast(1),
    load: () => import('../command/wait.ts'),
  }),
];
