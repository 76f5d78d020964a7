/** The machine that this engine says it runs on: a model, as `docker info` shows it. */
export const cpus = 4;
export const memoryBytes = 8 * 1024 ** 3;
export const operatingSystem = 'Debian GNU/Linux 13 (trixie)';
export const operatingSystemVersion = '13';
