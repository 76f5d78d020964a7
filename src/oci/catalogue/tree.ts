import type { LayerEntry } from '../layer.ts';
import { mixedBytes } from './bulk.ts';
import { type Architecture, writeElf } from './elf.ts';
import { baseOf, parentOf } from './paths.ts';

/** Collects the files of one layer, and gives them in a tar's order. */

export interface Ownership {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

type Lazy = string | Uint8Array | (() => Uint8Array);
type Planned = Omit<LayerEntry, 'data'> & { readonly data?: Lazy };

/** Folders whose mode is not 755, wherever they come up again. */
const specialModes: Readonly<Record<string, number>> = { '/tmp': 0o1777, '/var/tmp': 0o1777, '/root': 0o700, '/run/lock': 0o1777 };

const encoder = new TextEncoder();

export class LayerTree {
  readonly #entries = new Map<string, Planned>();

  constructor(
    readonly architecture: Architecture,
    /** Milliseconds since 1970, for all files. */
    private readonly mtimeMs: number,
  ) {}

  directory(path: string, { mode = specialModes[path] ?? 0o755, uid = 0, gid = 0 }: Ownership = {}): this {
    return this.#add({ path, type: 'directory', mode, uid, gid, mtimeMs: this.mtimeMs });
  }

  directories(...paths: string[]): this {
    for (const path of paths) this.directory(path);
    return this;
  }

  /** With a function as its content, the file is made when the layer is packed. */
  file(path: string, data: Lazy, { mode = 0o644, uid = 0, gid = 0 }: Ownership = {}): this {
    return this.#add({ path, type: 'file', mode, uid, gid, mtimeMs: this.mtimeMs, data });
  }

  script(path: string, text: string): this {
    return this.file(path, text, { mode: 0o755 });
  }

  symlink(path: string, target: string): this {
    return this.#add({ path, type: 'symlink', mode: 0o777, uid: 0, gid: 0, mtimeMs: this.mtimeMs, target });
  }

  hardlink(path: string, target: string): this {
    return this.#add({ path, type: 'hardlink', mode: 0o755, uid: 0, gid: 0, mtimeMs: this.mtimeMs, target });
  }

  /** An executable that stands for the program `name`, with `bulkSize` bytes behind its code. */
  program(path: string, name = baseOf(path), bulkSize = 0, { mode = 0o755 }: Ownership = {}): this {
    const { architecture } = this;
    return this.file(path, () => modelOf(name, architecture, bulkSize), { mode });
  }

  /** A library, in name and size alone. */
  library(path: string, size: number, bytes: (seed: string, size: number) => Uint8Array = mixedBytes): this {
    const head = encoder.encode(`Drydock's model of ${baseOf(path)}: bytes of no meaning\n`);
    return this.file(path, () => {
      const data = new Uint8Array(Math.max(size, head.length));
      data.set(head);
      data.set(bytes(`${this.architecture}${path}`, data.length - head.length), head.length);
      return data;
    });
  }

  *entries(): Generator<LayerEntry> {
    const sorted = [...this.#entries.values()].sort((a, b) => (treeOrder(a.path) < treeOrder(b.path) ? -1 : 1));
    for (const { data, ...entry } of sorted) {
      if (data === undefined) yield entry;
      else yield { ...entry, data: typeof data === 'string' ? encoder.encode(data) : typeof data === 'function' ? data() : data };
    }
  }

  #add(entry: Planned): this {
    for (let parent = parentOf(entry.path); parent !== '/' && !this.#entries.has(parent); parent = parentOf(parent)) {
      const mode = specialModes[parent] ?? 0o755;
      this.#entries.set(parent, { path: parent, type: 'directory', mode, uid: 0, gid: 0, mtimeMs: this.mtimeMs });
    }
    this.#entries.set(entry.path, entry);
    return this;
  }
}

/** A folder comes before all that is in it. */
const treeOrder = (path: string) => path.replaceAll('/', '\0');

/** The executable that stands for a program. Whoever runs it for what it is learns that, and no more. */
function modelOf(name: string, architecture: Architecture, bulkSize: number): Uint8Array {
  return writeElf({
    architecture,
    message: `${name}: this file stands for ${name} in Drydock; the real program is not in it\n`,
    fd: 2,
    status: 1,
    program: name,
    bulk: mixedBytes(`${architecture} ${name}`, bulkSize),
  });
}
