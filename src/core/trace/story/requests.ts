import { type Sentence, story, wire } from './sentence.ts';
import type { Told, ToldExchange } from './told.ts';
import { familiar, requestLabel, type Topic } from './topic.ts';

type Ask = (exchange: ToldExchange, told: Told, command: string | undefined) => Sentence;

const subject = ({ name }: ToldExchange, told: Told) => told.container(name.names[0] ?? '');
const pulled = ({ name }: ToldExchange) => {
  const tag = name.query.get('tag');
  return (
    familiar(name.query.get('fromImage') ?? 'the image') + (tag ? (tag.startsWith('sha256:') ? `@${tag.slice(0, 19)}…` : `:${tag}`) : '')
  );
};

/** What each request is for, said when it sets out. */
export const asks: { readonly [T in Topic]: Ask } = {
  ping: (_exchange, told) =>
    told.first('ping', 'ever')
      ? story(
          'The client knocks at the engine’s socket: is an engine there, and which API does it speak?',
          'The answer’s headers carry the API version, so that a client and an engine of different ages understand one another.',
        )
      : wire('The client asks first whether the engine is there, and which API it speaks.'),
  version: () => story('The client asks the engine for its version.'),
  info: () => story('The client asks the engine about itself and the machine it runs on.'),
  events: () => story('The client asks for the engine’s events. The answer stays open, and each event comes down it as a line of JSON.'),
  'container-create': ({ name }, told, command) => {
    const which = name.query.get('name') ? `container ${name.query.get('name')}` : 'a container';
    return told.first('create', command)
      ? story(
          `The client asks the engine to create ${which}.`,
          'What you typed became a JSON document: image, command, environment, limits. It is the request’s body.',
        )
      : story(`The client asks again for ${which}. Now the image is there.`);
  },
  'container-start': (exchange, told) => story(`The client asks the engine to start ${subject(exchange, told)}.`),
  'container-attach': (_exchange) =>
    story(
      'The client attaches before it starts the container, so that no output is lost.',
      'The connection stops being HTTP (status 101) and carries raw bytes in both directions.',
    ),
  'container-wait': (exchange, told) =>
    wire(
      `The client asks to be told when ${subject(exchange, told)} ends. The answer stays open until then.`,
      'The exit code of docker run comes from here.',
    ),
  'container-stop': (exchange, told) =>
    story(
      `The client asks the engine to stop ${subject(exchange, told)}: politely first, by force if that does not help.`,
      'The image’s stop signal, mostly SIGTERM; then ten seconds of grace; then SIGKILL.',
    ),
  'container-kill': (exchange, told) =>
    story(`The client asks the engine to send ${signalName(exchange.name.query.get('signal'))} to ${subject(exchange, told)}.`),
  'container-remove': (exchange, told) => story(`The client asks the engine to remove ${subject(exchange, told)}.`),
  'container-logs': (exchange, told) =>
    story(
      `The client asks for what ${subject(exchange, told)} has written.`,
      'The engine’s log driver kept every line of standard output and standard error.',
    ),
  'container-list': () => story('The client asks the engine for its list of containers.'),
  'container-inspect': (exchange, told) => wire(`The client asks for all that the engine knows of ${subject(exchange, told)}.`),
  'container-rename': (exchange, told) =>
    story(`The client asks the engine to call ${subject(exchange, told)} ${exchange.name.query.get('name')}.`),
  'container-resize': () => wire('The client tells the engine how many rows and columns your terminal has.'),
  'exec-create': (exchange, told) => story(`The client prepares one more process inside ${subject(exchange, told)}.`),
  'exec-start': () => story('The client asks the engine to start that process, and takes the connection over for its input and output.'),
  'exec-inspect': () => wire('The client asks how that process ended: its exit code becomes docker exec’s.'),
  'image-pull': (exchange) =>
    story(
      `The client asks the engine to pull ${pulled(exchange)}. It is the engine that will fetch it.`,
      'The answer stays open: progress comes back line by line.',
    ),
  'image-list': () => story('The client asks the engine which images its cache holds.'),
  'image-inspect': ({ name }) => wire(`The client asks for all that the engine knows of image ${name.names[0]}.`),
  'image-history': ({ name }) => story(`The client asks how ${name.names[0]} was built, layer by layer.`),
  'image-tag': ({ name }) =>
    story(
      `The client asks for one more name for ${name.names[0]}: ${name.query.get('repo')}:${name.query.get('tag') || 'latest'}. Nothing is copied.`,
    ),
  'image-remove': ({ name }) => story(`The client asks the engine to remove image ${name.names[0]}.`),
  'registry-base': ({ request }, told, command) =>
    told.first('registry', command)
      ? story(
          `The engine turns to the registry ${new URL(request.url).host}, over the internet.`,
          'Every registry answers at /v2/: that is the OCI distribution API.',
        )
      : wire('The engine asks the registry whether it speaks the distribution API.'),
  'registry-token': () => wire('The engine asks the token service for a token to pull with.'),
  'registry-manifest': ({ name }, told, command) => {
    const [repository = '', reference = ''] = name.names;
    if (reference.startsWith('sha256:')) return wire(`The engine asks for manifest ${reference.slice(7, 19)}, by its digest.`);
    const sentence = `The engine asks the registry what ${familiar(repository)}:${reference} stands for.`;
    return told.first(`tag ${repository}:${reference}`, command)
      ? story(sentence, 'A tag is a movable name. The answer is a digest, which names one exact content forever.')
      : wire(sentence);
  },
  'registry-blob': ({ name }) => wire(`The engine asks for blob ${name.names[1]?.slice(7, 19)}, by its digest.`),
  'registry-tags': ({ name }) => wire(`The registry is asked for the tags of ${name.names[0]}.`),
  other: ({ request }) =>
    story(`${request.link === 'client-engine' ? 'The client asks the engine' : 'The engine asks the registry'}: ${requestLabel(request)}.`),
};

const signalName = (signal: string | null) => {
  if (!signal) return 'SIGKILL';
  return /^\d+$/.test(signal) ? `signal ${signal}` : `SIG${signal.replace(/^SIG/, '')}`;
};
