import { type Digest, isDigest } from '../../../oci/digest.ts';
import type { Platform } from '../../../oci/manifest.ts';
import { familiarString, InvalidReference, parseReference, type Reference, withDefaultTag } from '../../../oci/reference.ts';
import { ApiError } from '../../api/route.ts';
import type { EngineContext } from '../../context.ts';
import { formatPlatform, satisfiesPlatform } from '../platform.ts';
import { type Image, ImageStore } from './images.ts';
import { Layers } from './layers.ts';
import { Manifests } from './manifests.ts';
import { References } from './references.ts';

/** Everything that an engine has stored of images, and how it finds it again. */
export class LocalStore {
  readonly layers = new Layers();
  readonly references = new References();
  readonly manifests = new Manifests();
  readonly images: ImageStore;

  constructor(private readonly context: EngineContext) {
    this.images = new ImageStore(context, this.layers);
  }

  /** Gives an image a name. An image that had it before loses it. */
  name(reference: Reference, image: Digest, span: string | undefined): void {
    const former = this.references.set(reference, image);
    if (former === image) return;
    if (former) this.#unnamed(former, reference, span);
    this.images.get(image)?.actor.send({ type: 'TAG' });
    this.#emit('image.tagged', image, reference, span);
  }

  /** Names it by its manifest's digest. Such a name never moves to another image. */
  nameByDigest(reference: Reference & { readonly digest: Digest }, image: Digest, span: string | undefined): void {
    if (this.references.get(reference) === undefined) this.name(reference, image, span);
  }

  unname(reference: Reference, span: string | undefined): void {
    const image = this.references.get(reference);
    if (image === undefined) return;
    this.references.delete(reference);
    this.#unnamed(image, reference, span);
  }

  /** By name, id, or the beginning of an id (moby daemon/images/image.go, `GetImage`). @throws ApiError 400 for what is none of them */
  find(nameOrId: string): Image | undefined {
    const reference = this.#parse(nameOrId);
    if (typeof reference === 'string') return this.images.get(reference);
    const named = this.references.get(reference);
    return (named && this.images.get(named)) ?? this.images.search(nameOrId);
  }

  /** @throws ApiError 400, or 404 when it is not there, or not for the platform */
  get(nameOrId: string, platform?: Platform): Image {
    const image = this.find(nameOrId);
    if (!image) throw this.missing(nameOrId);
    const mismatch = platform && this.mismatch(image, nameOrId, platform);
    if (mismatch) throw new ApiError(404, mismatch);
    return image;
  }

  /** What is wrong with an image for a platform; undefined when it is for it, by its config or by the index it came from. */
  mismatch(image: Image, name: string, platform: Platform): string | undefined {
    const { os, architecture, variant } = image.config;
    const own: Platform = { os, architecture, ...(variant ? { variant } : {}) };
    if (satisfiesPlatform(platform, own)) return undefined;
    if (this.manifests.platformsOf(image.id).some((claimed) => satisfiesPlatform(platform, claimed))) return undefined;
    return `image with reference ${name} was found but its platform (${formatPlatform(own)}) does not match the specified platform (${formatPlatform(platform)})`;
  }

  missing(nameOrId: string): ApiError {
    const reference = this.#parse(nameOrId);
    return new ApiError(404, `No such image: ${typeof reference === 'string' ? reference : familiarString(withDefaultTag(reference))}`);
  }

  /** An event of an image, with its labels (moby daemon/images/image_events.go). */
  publish(action: string, id: string, name: string, image: Image | undefined = this.images.get(id as Digest)): void {
    this.context.events.publish('image', action, id, { ...image?.config.config?.Labels, name });
  }

  /** A full id gives a digest, anything else a reference. */
  #parse(nameOrId: string): Digest | Reference {
    if (/^[a-f0-9]{64}$/.test(nameOrId)) return `sha256:${nameOrId}` as Digest;
    if (isDigest(nameOrId)) return nameOrId;
    try {
      return parseReference(nameOrId);
    } catch (error) {
      if (error instanceof InvalidReference) throw new ApiError(400, error.message);
      throw error;
    }
  }

  #unnamed(image: Digest, reference: Reference, span: string | undefined): void {
    this.images.get(image)?.actor.send({ type: 'UNTAG' });
    this.#emit('image.untagged', image, reference, span);
  }

  #emit(type: 'image.tagged' | 'image.untagged', image: Digest, reference: Reference, span: string | undefined): void {
    const named = familiarString(withDefaultTag(reference));
    this.context.trace.emit({ type, actor: 'engine', image, reference: named, ...(span ? { span } : {}) });
  }
}
