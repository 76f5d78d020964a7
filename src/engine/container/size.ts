import type { Container } from './container.ts';

/** Bytes that the container has written. */
export const writtenSize = ({ upper }: Container): number => upper.size;

/** Bytes of its whole root file system: the image's, and its own. */
export const rootSize = (container: Container): number => container.image.size + writtenSize(container);
