/** A word and what it means. */
export interface Term {
  readonly word: string;
  readonly meaning: string;
}

/** By the keys of `core/trace/terms.ts`. */
const GLOSSARY: Readonly<Record<string, Term>> = {
  client: { word: 'Client', meaning: 'The `docker` command line. It only asks; the engine does.' },
  engine: { word: 'Engine', meaning: 'The daemon `dockerd`, which keeps images and has containers made and run.' },
  registry: { word: 'Registry', meaning: 'A server that keeps images and hands them out over HTTP. Docker Hub is one.' },
  socket: { word: 'Socket', meaning: 'Here a Unix socket, /var/run/docker.sock: a file through which two programs of one machine talk.' },
  image: { word: 'Image', meaning: 'A config and a stack of read-only layers: all that a container needs to run.' },
  layer: { word: 'Layer', meaning: 'The files that one build step added, changed or took away, as a tar.' },
  manifest: {
    word: 'Manifest',
    meaning: 'A list, in JSON, of what an image for one platform consists of: its config and its layers, by digest.',
  },
  index: { word: 'Index', meaning: 'A list of manifests, one for each platform.' },
  config: {
    word: 'Config',
    meaning: 'JSON that says what to run and with which environment, and names the layers by their diff IDs. Its digest is the image’s ID.',
  },
  digest: {
    word: 'Digest',
    meaning: 'The SHA-256 of some bytes. Whoever has it can check that the bytes are those, from wherever they came.',
  },
  'diff-id': { word: 'Diff ID', meaning: 'The digest of a layer’s tar before compression.' },
  tag: { word: 'Tag', meaning: 'A name for a manifest in a repository, as `latest`. It can be moved to another one; a digest cannot.' },
  token: { word: 'Token', meaning: 'A signed note that allows one thing for a short time, such as pulling one repository.' },
  blob: { word: 'Blob', meaning: 'Bytes that a registry keeps under their digest: a layer or a config.' },
  container: {
    word: 'Container',
    meaning: 'Processes with a view of their own of files, network and other processes, on the one kernel of the machine.',
  },
  'writable-layer': {
    word: 'Writable layer',
    meaning: 'The thin layer on top that belongs to one container. What it changes goes there; the image stays as it is.',
  },
  overlay: {
    word: 'Overlay mount',
    meaning: 'Layers laid over one another so that they look like one folder. The uppermost that has a file wins.',
  },
  namespace: {
    word: 'Namespace',
    meaning: 'A kernel’s way to show a process only part of the world: its own mounts, processes, network, host name.',
  },
  cgroup: { word: 'Cgroup', meaning: 'A group of processes whose use of memory and processor the kernel counts and can limit.' },
  bridge: { word: 'Bridge', meaning: 'A switch in software, docker0. Each container has a cable to it.' },
  'pid-1': { word: 'PID 1', meaning: 'The first process of a container. When it ends, the container ends.' },
  signal: { word: 'Signal', meaning: 'A short message to a process: SIGTERM asks it to end, SIGKILL ends it.' },
  'exit-code': { word: 'Exit code', meaning: 'The number that a program leaves behind: 0 when all went well.' },
};

/** The entries for these keys; one that is not known is left out. */
export const glossary = (keys: readonly string[]): readonly Term[] => keys.flatMap((key) => GLOSSARY[key] ?? []);
