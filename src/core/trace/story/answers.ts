import { type Sentence, story, wire } from './sentence.ts';
import { statusWords } from './status.ts';
import type { Told, ToldExchange } from './told.ts';
import { familiar, type Topic } from './topic.ts';

type Answer = (exchange: ToldExchange, told: Told, status: number) => Sentence | undefined;

const contentType = ({ response }: ToldExchange) => response?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';

/** What an answer that succeeds means, where more can be said than its status. */
export const answers: { readonly [T in Topic]?: Answer } = {
  ping: () => wire('The engine is there. Its headers say which API versions it speaks.'),
  'container-create': () => wire('The engine answers 201 with the new container’s ID.'),
  'container-start': (_exchange, _told, status) =>
    status === 304
      ? story('The engine answers 304: it runs already, so there is nothing to do.')
      : wire('The engine answers 204: it is started.'),
  'container-stop': (_exchange, _told, status) =>
    status === 304 ? story('The engine answers 304: it is stopped already.') : wire('The engine answers 204: it is stopped.'),
  'container-attach': () => wire('The engine answers 101: from here on this connection is a raw stream.'),
  'container-wait': () =>
    wire('The engine sends the head of its answer at once, so that the client knows it waits. The body comes when the container ends.'),
  'container-list': () => story('The engine answers in JSON. The table that you see is the client’s work.'),
  'image-list': () => story('The engine answers in JSON. The table that you see is the client’s work.'),
  'container-logs': () => story('The engine sends what was kept, marked by stream.'),
  'exec-create': () => wire('The engine answers 201: the process is prepared, and has an ID. It does not run yet.'),
  'image-pull': () => wire('The engine answers 200 and keeps the answer open: now come lines of progress.'),
  'registry-token': ({ name }) => {
    const repository = name.query.get('scope')?.split(':')[1];
    return story(
      repository
        ? `The token service hands out a token, good for one thing at most: pulling ${repository}.`
        : 'The token service hands out a token.',
      'What is public needs no password. The token expires after a few minutes.',
    );
  },
  'registry-manifest': (exchange) => {
    const index = /index|manifest\.list/.test(contentType(exchange));
    if (exchange.name.method === 'HEAD') return wire('The registry answers with the digest that the tag stands for now.');
    return index
      ? story('What came is an index: one manifest for each platform. The engine picks the one for its own processor.')
      : wire('The registry sends the manifest: what the image consists of.');
  },
  'registry-blob': ({ name }) => wire(`The registry sends blob ${name.names[1]?.slice(7, 19)} of ${familiar(name.names[0] ?? '')}.`),
};

/** What a refusal means. `message` is what its body says, where it has one. */
export function refusal(exchange: ToldExchange, told: Told, command: string | undefined, message: string | undefined): Sentence {
  const { status, statusText } = exchange.response ?? { status: 0, statusText: '' };
  const { topic, path } = exchange.name;
  if (topic === 'container-create' && status === 404 && /no such image/i.test(message ?? '')) {
    return story('The engine answers 404: it has no such image. Note who decides to pull next: the client.', message);
  }
  if (status === 401 && path === '/v2/' && told.first('challenge', command)) {
    return story(
      'The registry answers 401: first get a token. A header says where.',
      'Www-Authenticate names the token service, and the service that the token is for.',
    );
  }
  if (status === 401 && topic === 'registry-manifest') {
    return told.first('forbidden', command)
      ? story(
          'The registry answers 401: this token does not open that repository.',
          'There is none of that name, or it is private: which of the two, the registry does not say.',
        )
      : wire('The registry answers 401 again.');
  }
  const who = exchange.request.link === 'client-engine' ? 'The engine' : 'The registry';
  if (!message) return story(`${who} answers ${statusWords(status, statusText)}.`);
  const said = message.trim().replace(/\.$/, '');
  const end = ending(said);
  return story(`${who} answers ${status}: ${end}.`, end === said ? undefined : said);
}

/** Of a long message what comes last, for that is the cause: Go's errors wrap from the outside in. */
function ending(message: string): string {
  if (message.length <= LONG) return message;
  const parts = message.split(': ');
  let end = parts.pop() ?? '';
  while (parts.length > 0 && end.length + (parts[parts.length - 1]?.length ?? 0) < LONG - 10) end = `${parts.pop()}: ${end}`;
  return `… ${end}`;
}

/** Characters. */
const LONG = 120;

/** What an error's body says: the engine's `{message}`, a registry's `{errors: [{message}]}`. */
export function errorMessage(text: string | undefined): string | undefined {
  try {
    const body = JSON.parse(text ?? '') as { message?: unknown; errors?: { message?: unknown }[] };
    const message = body.message ?? body.errors?.[0]?.message;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
