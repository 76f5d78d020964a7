import { type DiffId, type Digest, digestOf } from '../../../oci/digest.ts';

/** A layer together with all below it (OCI image specification, "Layer ChainID"). */
export function chainIdOf(parent: Digest | undefined, diffId: DiffId): Digest {
  if (parent === undefined) return diffId as string as Digest;
  return digestOf(new TextEncoder().encode(`${parent} ${diffId}`));
}
