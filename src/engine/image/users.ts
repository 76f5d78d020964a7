import type { Digest } from '../../oci/digest.ts';
import type { ImageUser } from './stored-image.ts';

/** Which containers were made from which image. */
export class ImageUsers {
  readonly #users = new Map<Digest, ImageUser[]>();

  add(image: Digest, user: ImageUser): void {
    this.#users.set(image, [...this.of(image), user]);
  }

  remove(image: Digest, containerId: string): void {
    const rest = this.of(image).filter((user) => user.containerId !== containerId);
    if (rest.length > 0) this.#users.set(image, rest);
    else this.#users.delete(image);
  }

  /** In the order in which they came. */
  of(image: Digest): readonly ImageUser[] {
    return this.#users.get(image) ?? [];
  }
}
