import type { EventOf, EventType } from '../events.ts';
import { READER_LEFT } from '../left.ts';
import type { Line, Told } from './told.ts';
import { familiar, shortId } from './topic.ts';

type Tellers = { readonly [T in EventType]?: (event: EventOf<T>, told: Told, command: string | undefined) => Line | undefined };

const plural = (count: number, one: string, many = `${one}s`) => `${count === 1 ? 'one' : count} ${count === 1 ? one : many}`;
const program = (argv: readonly string[]) => argv[0]?.split('/').pop() ?? 'the program';

const endings: { readonly [code: number]: string } = {
  125: '125 is docker’s own: the engine refused, or a flag was wrong. No container ran.',
  126: '126: the program was found, but could not be run.',
  127: '127: no program of that name was found.',
};

const meaning = (code: number) =>
  endings[code] ??
  (code > 128 && code < 160 ? `${code} is 128 + ${code - 128}: the process was ended by signal ${code - 128}.` : undefined);

/** Why a machine moved, where it was told to; most move because the work of their last state ended. */
const because = (event: string) => (/^done\.|^error\.|^init$|^$/.test(event) ? '' : `, on ${event}`);

function verified(digest: string, first: boolean, last: boolean): Pick<Line, 'caption' | 'level'> {
  if (first)
    return {
      caption: `Layer ${shortId(digest)} is here. Its bytes hash to the digest in the manifest: nothing was changed on the way.`,
      level: 'story',
    };
  if (last) return { caption: 'The last layer is here too, and each one hashes to its digest.', level: 'story' };
  return { caption: `Layer ${shortId(digest)} is here, and its bytes hash to its digest.`, level: 'wire' };
}

/** A process that starts, or one that lives already and becomes another program (exec): it keeps its PID. */
function started(
  { container, pid, hostPid, argv }: EventOf<'process.started'>,
  told: Told,
  command: string | undefined,
): Pick<Line, 'caption' | 'detail' | 'level'> {
  const name = told.container(container);
  if (!told.first(`process ${hostPid}`, container)) {
    return {
      caption: `PID ${pid} of ${name} is ${program(argv)} now: the same process, another program.`,
      detail: 'A start script ends so with exec: what it starts takes its place, and gets the signals that are sent to it.',
      level: pid === 1 ? 'story' : 'wire',
    };
  }
  if (pid === 1)
    return { caption: `${program(argv)} starts, as PID 1 of ${name}. On the host, the same process is PID ${hostPid}.`, level: 'story' };
  const asked = told.said('exec', command) && told.first('exec process', command);
  return { caption: `${program(argv)} starts in ${name}: PID ${pid} there, ${hostPid} on the host.`, level: asked ? 'story' : 'wire' };
}

/** What happens inside the parts, which no wire shows. */
export const inner: Tellers = {
  'command.start': ({ line, span }) => ({
    caption: line.trim().startsWith('docker')
      ? `You run ${line.trim()}. The docker command is only a client: it will ask the engine.`
      : `You run ${line.trim()}.`,
    level: 'story',
    ...(span ? { subject: { kind: 'command', id: span } } : {}),
  }),
  'command.end': ({ exitCode, span }, told, command) => ({
    caption: exitCode === 0 ? 'The command is done, and the prompt is yours again.' : `The command ends with exit code ${exitCode}.`,
    ...(meaning(exitCode)
      ? { detail: meaning(exitCode) as string }
      : exitCode !== 0 && !told.asked(command)
        ? { detail: 'The engine was not asked for anything.' }
        : {}),
    level: 'story',
    ...(span ? { subject: { kind: 'command', id: span } } : {}),
  }),
  'cache.hit': ({ reference, image, span }, told, command) => ({
    ...(span?.startsWith('p')
      ? {
          caption: `The registry’s ${familiar(reference)} is the image that the cache has already. Nothing is downloaded.`,
          detail: 'The engine still had to ask: a tag may stand for something else today than it did yesterday.',
          level: 'story',
        }
      : {
          caption: `The engine finds ${familiar(reference)} in its cache. No registry is asked.`,
          level: told.first('hit', command) && !told.said('resolved', command) ? 'story' : 'wire',
        }),
    subject: { kind: 'image', id: image },
  }),
  'image.resolved': ({ layers, config, span }, told, command) => {
    told.first('resolved', command);
    return {
      caption: `The manifest lists a config and ${plural(layers.length, 'layer')}, each named by the SHA-256 digest of its bytes.`,
      detail: `The config, ${shortId(config)}, says what to run and how; the layers are the files.`,
      level: 'story',
      ...(span ? { subject: { kind: 'part', id: 'engine' } } : {}),
    };
  },
  'layer.exists': ({ digest, span }, told) => ({
    caption: `Layer ${shortId(digest)} is in the cache already, so it is not fetched again.`,
    detail: 'Images that are built on the same base share its layers.',
    level: told.first('exists', span) ? 'story' : 'wire',
    subject: { kind: 'layer', id: digest },
  }),
  'layer.download': ({ digest, current, span }, told) =>
    current === 0 || !told.first(`download ${digest}`, span)
      ? undefined
      : told.first('download', span)
        ? {
            caption: 'The engine downloads the layers that it lacks, at most three at a time.',
            detail: 'Each is asked for by the digest of its bytes, so the engine can check what arrives.',
            level: 'story',
            subject: { kind: 'layer', id: digest },
            lasting: true,
          }
        : { caption: `The first bytes of layer ${shortId(digest)} arrive.`, level: 'wire', subject: { kind: 'layer', id: digest } },
  'layer.verified': ({ digest, span }, told) => ({
    ...verified(digest, told.first('verified', span), told.complete(span)),
    subject: { kind: 'layer', id: digest },
  }),
  'layer.corrupt': ({ digest, actual }) => ({
    caption: `The bytes that came for layer ${shortId(digest)} hash to something else. The engine throws them away.`,
    detail: `They hash to ${shortId(actual)}.`,
    level: 'story',
    subject: { kind: 'layer', id: digest },
  }),
  'layer.extract': ({ digest, span }, told) =>
    told.first(`extract ${digest}`, span)
      ? {
          ...(told.first('extract', span)
            ? { caption: 'Layers are unpacked in order, the bottom one first, each upon the one below.', level: 'story' }
            : { caption: `Layer ${shortId(digest)} is unpacked.`, level: 'wire' }),
          subject: { kind: 'layer', id: digest },
          lasting: true,
        }
      : undefined,
  'layer.registered': ({ digest, diffId }) => ({
    caption: `Layer ${shortId(digest)} is unpacked, and its files hash to ${shortId(diffId)}, the diff ID that the config names.`,
    level: 'wire',
    subject: { kind: 'layer', id: digest },
  }),
  'image.stored': ({ image, layers }) => ({
    caption: `The image is whole: its config and ${plural(layers.length, 'layer')} are in the cache.`,
    detail: `Its ID, ${shortId(image)}, is the digest of the config.`,
    level: 'story',
    subject: { kind: 'image', id: image },
  }),
  'image.untagged': ({ reference, image }) => ({
    caption: `The name ${familiar(reference).replace(/sha256:[0-9a-f]{64}/, (digest) => `${digest.slice(0, 19)}…`)} is taken off the image.`,
    level: reference.includes('@') ? 'wire' : 'story',
    subject: { kind: 'image', id: image },
  }),
  'image.removed': ({ image }) => ({
    caption: `Image ${shortId(image)} is removed. Layers that no other image uses go with it.`,
    level: 'story',
    subject: { kind: 'image', id: image },
  }),
  'container.created': ({ container, name, imageReference }, told, command) => {
    const called = name.replace(/^\//, '');
    const warm = !told.said('resolved', command) && !told.said('hit', command);
    return {
      caption: warm
        ? `The engine has ${familiar(imageReference)} in its cache and asks no registry. It creates ${called}: a config and an empty writable layer.`
        : `The engine creates ${called}: a config, and an empty writable layer on those of ${familiar(imageReference)}. Nothing runs yet.`,
      level: 'story',
      subject: { kind: 'container', id: container },
    };
  },
  'container.removed': ({ container }, told) => ({
    caption: `The engine removes ${told.container(container)}, its writable layer with it. The image stays.`,
    level: 'story',
  }),
  'mount.overlay': ({ container, lower }) => ({
    caption: `The kernel lays ${plural(lower.length, 'read-only layer')} and the writable one over each other: the container’s files.`,
    detail: 'This is an overlay mount. Whatever the container changes goes to the writable layer; the image stays as it is.',
    level: 'story',
    subject: { kind: 'container', id: container },
  }),
  'net.attached': ({ container, network, address }) => ({
    caption: `A pair of virtual network cards joins the container to ${network === 'bridge' ? 'the bridge docker0' : network}. Its address is ${address}.`,
    level: 'story',
    subject: { kind: 'container', id: container },
  }),
  'net.published': ({ container, hostPort, containerPort, protocol }) => ({
    caption: `Port ${hostPort} of the machine now leads to port ${containerPort}/${protocol} of the container.`,
    level: 'story',
    subject: { kind: 'container', id: container },
  }),
  'namespace.created': ({ container, kinds }) => ({
    caption: 'Namespaces give the container a view of its own: processes, mounts, network, host name.',
    detail: `Created: ${kinds.join(', ')}. The kernel is the same one for all; nothing boots.`,
    level: 'story',
    subject: { kind: 'container', id: container },
  }),
  'cgroup.created': ({ container }) => ({
    caption: 'A cgroup counts, and can limit, what the container uses of processor and memory.',
    level: 'story',
    subject: { kind: 'container', id: container },
  }),
  'process.started': (event, told, command) => ({ ...started(event, told, command), subject: { kind: 'container', id: event.container } }),
  'process.signal': ({ container, pid, signal }, told) => ({
    caption: `The kernel delivers ${signal} to PID ${pid} of ${told.container(container)}.`,
    level: pid === 1 ? 'story' : 'wire',
    subject: { kind: 'container', id: container },
  }),
  'process.ended': ({ container, pid, exitCode, signal }, told) => ({
    caption:
      pid === 1
        ? `PID 1 of ${told.container(container)} ${signal ? `is ended by ${signal}` : `ends with exit code ${exitCode}`}, and with it the container.`
        : `Process ${pid} of ${told.container(container)} ${signal ? `is ended by ${signal}` : `ends with exit code ${exitCode}`}.`,
    level: pid === 1 ? 'story' : 'wire',
    subject: { kind: 'container', id: container },
  }),
  'file.copied-up': ({ container, path }, told) => ({
    caption: `${path} is copied up to the writable layer of ${told.container(container)}, to be changed there.`,
    level: told.first(`copied up ${container}`, 'ever') ? 'story' : 'wire',
    subject: { kind: 'container', id: container },
  }),
  'http.failed': ({ exchange, reason }) => ({
    caption: reason === READER_LEFT ? 'The reader has what it wanted, and closes the connection.' : `The connection is gone: ${reason}.`,
    level: reason === READER_LEFT ? 'wire' : 'story',
    subject: { kind: 'exchange', id: exchange },
  }),
  // Seen by itself at the finest level only.
  state: ({ machine, id, from, to, event }) => ({
    caption: `The ${machine} machine goes ${from ? `from ${from} to` : 'to'} ${to}${because(event)}.`,
    level: 'everything',
    subject: { kind: 'machine', id: `${machine} ${id}` },
  }),
  'cache.miss': ({ reference }) => ({
    caption: `The engine looks for ${familiar(reference)} in its cache: it is not there.`,
    level: 'wire',
  }),
  'image.tagged': ({ image, reference }) => ({
    caption: `${familiar(reference)} now names image ${shortId(image)}.`,
    level: 'wire',
    subject: { kind: 'image', id: image },
  }),
  'layer.removed': ({ diffId }) => ({
    caption: `The files of layer ${shortId(diffId)} are removed: no image uses them any more.`,
    level: 'wire',
  }),
  'container.renamed': ({ container, name }) => ({
    caption: `Container ${shortId(container)} is now called ${name.replace(/^\//, '')}.`,
    level: 'wire',
    subject: { kind: 'container', id: container },
  }),
  'mount.removed': ({ container }, told) => ({
    caption: `What isolated ${told.container(container)} is taken down. Its writable layer stays until it is removed.`,
    level: 'wire',
    subject: { kind: 'container', id: container },
  }),
  'net.detached': ({ container, network }, told) => ({
    caption: `${told.container(container)} leaves network ${network}.`,
    level: 'wire',
    subject: { kind: 'container', id: container },
  }),
  'terminal.output': ({ text }) => ({
    caption: `The terminal shows: ${
      text
        .trim()
        .split(/[\r\n]/)[0]
        ?.slice(0, 60) || 'a line'
    }`,
    level: 'everything',
  }),
  'terminal.input': ({ text }) => ({
    caption: text === '\u0003' ? 'You press Ctrl-C.' : 'You type into the terminal.',
    level: text === '\u0003' ? 'story' : 'everything',
  }),
};
