import type { Digest } from '../../../oci/digest.ts';
import { type ImageConfig, parseConfig } from '../../../oci/manifest.ts';
import type { EngineContext } from '../../context.ts';
import { type ImageActor, startImage } from './image-machine.ts';
import { type Layer, type Layers, stackOf } from './layers.ts';

/** An image of the local store, without its names. */
export interface Image {
  readonly id: Digest;
  readonly config: ImageConfig;
  readonly configBytes: Uint8Array;
  readonly top: Layer | undefined;
  /** Bottom first. */
  readonly layers: readonly Layer[];
  readonly size: number;
  readonly actor: ImageActor;
  /** When it was last given a tag by `docker tag`, in milliseconds since 1970. */
  lastTaggedMs: number | undefined;
}

/** The images, by the digest of their config (moby image/store.go). */
export class ImageStore {
  readonly #images = new Map<Digest, Image>();

  constructor(
    private readonly context: EngineContext,
    private readonly layers: Layers,
  ) {}

  get(id: Digest): Image | undefined {
    return this.#images.get(id);
  }

  all(): Image[] {
    return [...this.#images.values()];
  }

  get count(): number {
    return this.#images.size;
  }

  /** Adds an image whose layers are in the store, or finds the same one. @throws Error when its config is not one */
  add(id: Digest, configBytes: Uint8Array, top: Layer | undefined, span: string | undefined): Image {
    const there = this.#images.get(id);
    if (there) return there;
    const config = parseConfig(configBytes);
    const filled = config.history?.filter(({ empty_layer }) => !empty_layer).length ?? 0;
    if (filled > config.rootfs.diff_ids.length) throw new Error('too many non-empty layers in History section');
    if (top) this.layers.hold(top);
    const layers = stackOf(top);
    const size = layers.reduce((sum, layer) => sum + layer.size, 0);
    const image = { id, config, configBytes, top, layers, size, actor: startImage(this.context, id, span), lastTaggedMs: undefined };
    this.#images.set(id, image);
    this.context.trace.emit({
      type: 'image.stored',
      actor: 'engine',
      image: id,
      layers: layers.map(({ digest, diffId, size: bytes }) => ({ digest, diffId, size: bytes })),
      size,
      ...(span ? { span } : {}),
    });
    return image;
  }

  /** Removes an image, and the layers that no other image has: they are returned, the top first. */
  remove(image: Image, span: string | undefined): Layer[] {
    this.#images.delete(image.id);
    const about = { actor: 'engine', ...(span ? { span } : {}) } as const;
    this.context.trace.emit({ type: 'image.removed', ...about, image: image.id });
    const removed = image.top ? this.layers.release(image.top) : [];
    for (const { diffId, chainId } of removed) this.context.trace.emit({ type: 'layer.removed', ...about, diffId, chainId });
    return removed;
  }

  /** The image whose id begins so, with or without `sha256:`; undefined when there is none or more than one (go-digest digestset). */
  search(prefix: string): Image | undefined {
    const hex = prefix.startsWith('sha256:') ? prefix.slice('sha256:'.length) : prefix;
    if (hex === '' || hex.includes(':')) return undefined;
    const matches = this.all().filter(({ id }) => id.slice('sha256:'.length).startsWith(hex));
    return matches.length === 1 ? matches[0] : undefined;
  }
}
