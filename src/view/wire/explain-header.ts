/** What a header is for, in plain words. Sources: RFC 9110, the OCI distribution spec, moby's API documentation. */
const HEADERS: Readonly<Record<string, string | ((value: string) => string)>> = {
  accept: 'The kinds of answer that the asker can read. For a manifest it names every format it knows, old and new.',
  'accept-encoding': (value) =>
    value === 'identity'
      ? 'Send the bytes as they are: they are compressed already, and their digest is of these very bytes.'
      : 'Compressions that the asker can undo.',
  'api-version': 'The newest version of the Engine API that this engine speaks. The client takes the lower of this and its own.',
  authorization: (value) =>
    value.startsWith('Bearer')
      ? 'The token that the token service granted. It allows one thing only, what its scope says, and for a few minutes.'
      : 'A user name and password, or a token.',
  'builder-version': 'Which builder `docker build` should use: 2 is BuildKit.',
  'cache-control': 'Whether the answer may be kept and used again.',
  connection: (value) =>
    /upgrade/i.test(value)
      ? 'Asks to use this very connection for something else than HTTP afterwards.'
      : 'What becomes of the connection afterwards.',
  'content-length': 'How many bytes the body has. Without it, the end is known only when it comes: a stream.',
  'content-type': (value) => TYPES.find(([part]) => value.includes(part))?.[1] ?? 'What kind of thing the body is.',
  'docker-content-digest':
    'The SHA-256 of the bytes of this manifest: its true name. From here on the engine asks by digest, so that nobody can change what it means.',
  'docker-distribution-api-version': 'The version of the registry protocol.',
  'docker-experimental': 'Whether experimental features are on.',
  etag: 'A name for exactly this content; here it is the digest.',
  host: 'Which host is meant. On the engine’s socket the name has no meaning, yet HTTP/1.1 demands one.',
  location: 'Where to look instead, or where the new thing is.',
  ostype: 'The operating system that containers will see.',
  pragma: 'The same as Cache-Control, for very old caches.',
  range: 'Only this part, please: how a broken download goes on where it stopped.',
  'content-range': 'Which part of the whole this is.',
  'ratelimit-limit': 'How many pulls are allowed in the window of time.',
  'ratelimit-remaining': 'How many pulls are left.',
  server: 'Which program answers, and its version.',
  swarm: 'Whether this engine belongs to a cluster.',
  'transfer-encoding': 'The body comes in chunks, each with its own length: its size need not be known when it starts.',
  upgrade: (value) =>
    value === 'tcp'
      ? 'After this exchange, raw bytes in both directions: your keystrokes go there, the output comes back.'
      : 'What to use the connection for.',
  'user-agent': 'Which program asks, and its version.',
  'www-authenticate': 'Where to get a token, and for which service. The registry does not want your password; it wants a token from here.',
  'x-registry-auth': (value) =>
    value === 'e30=' || value === 'e30'
      ? 'Your login at the registry, as base64. This one is an empty object, `{}`: nobody is logged in.'
      : 'Your login at the registry, as base64. The engine speaks to the registry in your name.',
};

const TYPES: readonly (readonly [string, string])[] = [
  ['multiplexed-stream', 'Output and errors in one stream, told apart by a header of eight bytes before each piece.'],
  ['raw-stream', 'The bytes of a terminal as they are, both ways.'],
  ['image.index', 'A list of manifests, one for each platform: the asker picks the one for its own.'],
  ['manifest.list', 'A list of manifests, one for each platform: the asker picks the one for its own.'],
  ['image.manifest', 'What one image for one platform consists of: a config and layers, by their digests.'],
  ['distribution.manifest', 'What one image for one platform consists of: a config and layers, by their digests.'],
  ['application/json', 'JSON.'],
  ['octet-stream', 'Bytes, of no kind that HTTP knows. Their digest tells whether they are right.'],
  ['text/plain', 'Plain text.'],
];

/** Undefined for a header that has nothing to teach. */
export function explainHeader(name: string, value: string): string | undefined {
  const found = HEADERS[name.toLowerCase()];
  return typeof found === 'function' ? found(value) : found;
}
