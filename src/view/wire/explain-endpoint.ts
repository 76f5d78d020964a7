import type { LinkName } from '../../core/trace/events.ts';

type Row = readonly [method: string, path: RegExp, words: string];

/** Engine API 1.51, version prefix taken off. */
const ENGINE: readonly Row[] = [
  ['HEAD|GET', /^\/_ping$/, 'Is anyone there, and which versions of the API do you speak? The client asks this first, every time.'],
  ['GET', /^\/version$/, 'Which versions the engine and its parts have.'],
  ['GET', /^\/info$/, 'The state of the whole engine: counts, drivers, the machine.'],
  [
    'POST',
    /^\/containers\/create$/,
    'Make a container from an image: a name, a configuration, a writable layer. Nothing runs yet. If the image is not there, the answer is 404, and the client decides what to do.',
  ],
  [
    'POST',
    /^\/images\/create$/,
    'Pull an image. The answer is 200 at once and goes on as a stream: one JSON object for each piece of progress, until all is there.',
  ],
  ['POST', /\/attach$/, 'Connect to a container’s input and output. The answer is 101: from then on this connection is no longer HTTP.'],
  [
    'POST',
    /\/wait$/,
    'Tell me when the container ends, and with which exit code. The headers come at once, the answer when it is so; the client asks before it starts the container, so as not to miss the end.',
  ],
  [
    'POST',
    /^\/containers\/[^/]+\/start$/,
    'Start it: mount the layers, build the namespaces and the cgroup, connect the network, run the program.',
  ],
  ['POST', /\/stop$/, 'Send SIGTERM, wait, and after ten seconds SIGKILL.'],
  ['POST', /\/kill$/, 'Send a signal, SIGKILL if none is named.'],
  ['POST', /\/resize$/, 'The terminal has another size now.'],
  ['POST', /\/rename$/, 'Give the container another name.'],
  ['POST', /^\/containers\/[^/]+\/exec$/, 'Prepare a further program in a running container.'],
  ['POST', /^\/exec\/[^/]+\/start$/, 'Run the prepared program, and connect to it.'],
  ['GET', /^\/exec\/[^/]+\/json$/, 'How the further program stands: is it running, how did it end?'],
  ['DELETE', /^\/containers\//, 'Remove the container and its writable layer.'],
  ['GET', /^\/containers\/json$/, 'List the containers.'],
  ['GET', /^\/containers\/[^/]+\/logs$/, 'What the container has written so far, kept by the engine.'],
  ['GET', /^\/containers\/[^/]+\/json$/, 'Everything the engine knows of a container.'],
  ['GET', /^\/images\/json$/, 'List the images of the local store.'],
  ['GET', /^\/images\/.+\/history$/, 'The steps by which the image was built, and which of them made a layer.'],
  ['GET', /^\/images\/.+\/json$/, 'Everything the engine knows of an image.'],
  ['POST', /^\/images\/.+\/tag$/, 'Give the image one more name. Nothing is copied.'],
  ['DELETE', /^\/images\//, 'Take a name away; with the last one, the image and the layers that no other image needs.'],
  ['GET', /^\/events$/, 'All that happens, as it happens: a stream without an end.'],
];

/** OCI distribution spec, and Docker's token service. */
const REGISTRY: readonly Row[] = [
  ['GET', /^\/v2\/?$/, 'Do you speak the registry protocol, and do I need a token? The 401 says where to get one.'],
  ['GET', /token$/, 'Ask the token service for leave to pull this one repository. No account is needed for a public one.'],
  ['HEAD', /\/manifests\//, 'Which digest does this tag mean at present? A tag is a name that may move; only headers are asked for.'],
  ['GET', /\/manifests\/sha256:/, 'Fetch the manifest by its digest, so that it is exactly the one that was meant.'],
  ['GET', /\/manifests\//, 'Fetch the manifest that the tag points to.'],
  ['GET', /\/blobs\//, 'Fetch a blob by the SHA-256 of its bytes: a layer, or the image’s config. What arrives is hashed and compared.'],
  ['GET', /\/tags\/list$/, 'Which tags this repository has.'],
  ['GET', /\/_catalog$/, 'Which repositories this registry has.'],
];

const matches = ([methods, path]: Row, method: string, pathname: string) => methods.split('|').includes(method) && path.test(pathname);

/** What a request is for, in plain words; undefined for one that is not known. */
export function explainEndpoint(link: LinkName, method: string, url: string): string | undefined {
  const pathname = new URL(url, 'http://engine').pathname;
  const path = link === 'client-engine' ? pathname.replace(/^\/v\d+\.\d+(?=\/)/, '') : pathname;
  return (link === 'client-engine' ? ENGINE : REGISTRY).find((row) => matches(row, method, path))?.[2];
}
