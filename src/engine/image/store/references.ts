import type { Digest } from '../../../oci/digest.ts';
import { familiarString, type Reference, referenceString, withDefaultTag } from '../../../oci/reference.ts';

/** A digest says more than a tag: with both, only the digest is kept (moby reference/store.go, `favorDigest`). */
const favorDigest = (reference: Reference): Reference => {
  const { domain, path, digest } = withDefaultTag(reference);
  return digest === undefined ? withDefaultTag(reference) : { domain, path, digest };
};

/** Which tag and which digest of a repository names which image (moby reference/store.go). */
export class References {
  readonly #images = new Map<string, { readonly reference: Reference; readonly image: Digest }>();

  get(reference: Reference): Digest | undefined {
    return this.#images.get(referenceString(favorDigest(reference)))?.image;
  }

  /** Returns the image that had the name until now. */
  set(reference: Reference, image: Digest): Digest | undefined {
    const named = favorDigest(reference);
    const key = referenceString(named);
    const former = this.#images.get(key)?.image;
    this.#images.set(key, { reference: named, image });
    return former;
  }

  delete(reference: Reference): boolean {
    return this.#images.delete(referenceString(favorDigest(reference)));
  }

  /** All names of an image, in order of their full form. */
  of(image: Digest): Reference[] {
    return [...this.#images.entries()]
      .filter(([, entry]) => entry.image === image)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, entry]) => entry.reference);
  }

  tagsOf(image: Digest): string[] {
    return this.of(image)
      .filter(({ digest }) => digest === undefined)
      .map(familiarString);
  }

  digestsOf(image: Digest): string[] {
    return this.of(image)
      .filter(({ digest }) => digest !== undefined)
      .map(familiarString);
  }
}
