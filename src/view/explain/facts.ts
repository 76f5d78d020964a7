import type { Subject } from '../../core/trace/step.ts';
import type { ContainerState, ImageState, LayerState, WorldState } from '../../core/trace/world-state.ts';
import { humanSize, humanTime, shortPath, statusOf } from '../layout/exchange.ts';
import { explainEndpoint } from '../wire/explain-endpoint.ts';

/** What is known of a thing at the cursor. */
export interface Facts {
  readonly title: string;
  /** What such a thing is, in one or two sentences. */
  readonly about?: string;
  readonly rows: readonly (readonly [name: string, value: string])[];
}

const shortDigest = (digest: string) => digest.replace(/^sha256:/, '').slice(0, 12);

const PHASES: Readonly<Record<LayerState['phase'], string>> = {
  known: 'named in the manifest, not fetched yet',
  downloading: 'on its way',
  downloaded: 'here; its bytes are hashed next',
  verified: 'here, and its bytes are the right ones',
  corrupt: 'here, but its bytes are not those that were asked for',
  extracting: 'being unpacked into the local store',
  present: 'in the local store',
  removed: 'was removed from the local store',
};

function layerFacts(layer: LayerState): Facts {
  const rows: [string, string][] = [
    ['Digest', layer.digest],
    ['State', layer.reused ? 'was in the local store already' : PHASES[layer.phase]],
  ];
  if (layer.size !== undefined) rows.push(['Compressed', humanSize(layer.size)]);
  if (layer.unpackedSize !== undefined) rows.push(['Unpacked', humanSize(layer.unpackedSize)]);
  if (layer.diffId) rows.push(['Diff ID', layer.diffId]);
  if (layer.chainId) rows.push(['Chain ID', layer.chainId]);
  return {
    title: `Layer ${shortDigest(layer.digest)}`,
    about:
      'A layer is a tar of the files that one build step added, changed or took away. Its digest names the compressed bytes, as they are sent; its diff ID names what they unpack to. Images that share a layer share one copy of it.',
    rows,
  };
}

const containerFacts = (container: ContainerState): Facts => ({
  title: `Container ${container.name}`,
  about:
    'A container is a process with a view of its own: of files, processes, network. It is no machine, and it has no kernel: it runs on the host’s, like any other process.',
  rows: [
    ['ID', container.id.slice(0, 12)],
    ['Image', container.imageReference],
    ['Command', container.command.join(' ')],
    ['State', container.state + (container.exitCode === undefined ? '' : `, exit code ${container.exitCode}`)],
    ...(container.namespaces.length ? [['Namespaces', container.namespaces.join(', ')] as const] : []),
    ...(container.cgroup ? [['Cgroup', container.cgroup] as const] : []),
    ...container.addresses.map((on) => ['Address', `${on.address} on ${on.network}`] as const),
    ...container.ports.map((port) => ['Port', `${port.hostPort} leads to ${port.containerPort}/${port.protocol}`] as const),
    ...container.processes.map((process) => [`PID ${process.pid}`, `${process.argv.join(' ')} (on the host: ${process.hostPid})`] as const),
    ...(container.copiedUp.length ? [['Copied up', container.copiedUp.join(', ')] as const] : []),
  ],
});

const imageFacts = (image: ImageState): Facts => ({
  title: `Image ${image.references[0] ?? shortDigest(image.id)}`,
  about:
    'An image is a config and a stack of layers, read-only. Its ID is the digest of the config, which names every layer: so the ID vouches for all of it.',
  rows: [
    ['ID', image.id],
    ['Names', image.references.join(', ') || 'none'],
    ['Layers', String(image.layers.length)],
    ['Size', humanSize(image.size)],
  ],
});

const PARTS: Readonly<Record<string, readonly [title: string, about: string]>> = {
  client: [
    'The client',
    'The `docker` command. It turns what you type into requests to the Engine API, and answers into text. It holds no image and runs no container.',
  ],
  api: ['The API', 'The door of the engine: HTTP over a Unix socket. Whoever may open the socket may do everything that Docker can.'],
  engine: [
    'The engine',
    'The daemon `dockerd`: it pulls images, keeps them, and has containers made. It hands the running of them to containerd, and that to runc.',
  ],
  registry: [
    'The registry',
    'A server that keeps images for others to fetch. Docker Hub unless you say otherwise. It speaks the OCI distribution API, and only the engine talks to it.',
  ],
  cache: ['The image cache', 'The local store of images. What is here needs no fetching: a second run of the same image asks no registry.'],
  containers: [
    'The containers',
    'Each is an image’s layers, read-only, under a thin layer that it may write to, and processes that see only that.',
  ],
  kernel: [
    'One kernel',
    'All containers run on the kernel of this machine. Namespaces limit what they see, cgroups what they use. There is no second operating system.',
  ],
  internet: ['The internet', 'The distance between this machine and the registry: it costs time on every request.'],
};

/** Facts of what is chosen or what the step is about; undefined when the world does not have it at this moment. */
export function factsOf(subject: Subject, world: WorldState): Facts | undefined {
  const { kind, id } = subject;
  switch (kind) {
    case 'part': {
      const part = PARTS[id];
      return part && { title: part[0], about: part[1], rows: [] };
    }
    case 'layer': {
      const layer = world.layers.get(id);
      return layer && layerFacts(layer);
    }
    case 'container': {
      const container = world.containers.get(id);
      return container && containerFacts(container);
    }
    case 'image': {
      const image = world.images.get(id);
      return image && imageFacts(image);
    }
    case 'exchange': {
      const exchange = world.exchanges.get(id);
      if (!exchange) return undefined;
      const about = explainEndpoint(exchange.link, exchange.method, exchange.url);
      return {
        title: `${exchange.method} ${shortPath(exchange)}`,
        ...(about ? { about } : {}),
        rows: [
          ['Between', exchange.link === 'client-engine' ? 'client and engine' : 'engine and registry'],
          ['Answer', statusOf(exchange).text],
          ...(exchange.responseSize ? [['Body', humanSize(exchange.responseSize)] as const] : []),
          ...(exchange.end ? [['Took', humanTime(exchange.end.at - exchange.request.at)] as const] : []),
        ],
      };
    }
    case 'command': {
      const command = world.commands.get(id);
      return (
        command && {
          title: command.line,
          rows: [
            ['Exit code', command.end ? String(command.end.exitCode) : 'still running'],
            ...(command.end ? [['Took', humanTime(command.end.at - command.start.at)] as const] : []),
          ],
        }
      );
    }
    case 'machine': {
      const machine = [...world.machines.values()].find((other) => `${other.machine} ${other.id}` === id);
      return (
        machine && {
          title: `State machine: ${machine.machine}`,
          rows: [
            ['State', machine.state],
            ['Because of', machine.event],
          ],
        }
      );
    }
    default:
      return undefined;
  }
}
