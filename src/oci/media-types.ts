/** Media types of what a registry stores (OCI image specification, "Media Types"; Docker's image manifest v2, schema 2). */
export const ociIndex = 'application/vnd.oci.image.index.v1+json';
export const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
export const ociConfig = 'application/vnd.oci.image.config.v1+json';
export const ociLayerGzip = 'application/vnd.oci.image.layer.v1.tar+gzip';

export const dockerManifestList = 'application/vnd.docker.distribution.manifest.list.v2+json';
export const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';
export const dockerConfig = 'application/vnd.docker.container.image.v1+json';
export const dockerLayerGzip = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

export const isIndexType = (mediaType: string): boolean => mediaType === ociIndex || mediaType === dockerManifestList;
export const isManifestType = (mediaType: string): boolean => mediaType === ociManifest || mediaType === dockerManifest;
