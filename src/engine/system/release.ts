/** What this engine says it is: the release whose behaviour it emulates. */
export const engineVersion = '28.5.2';
export const newestApi = '1.51';
export const oldestApi = '1.24';

export const gitCommit = '89c5e8fd66634b6128fc4c0e6f1236e2540e46e0';
export const goVersion = 'go1.25.3';
export const buildTime = '2025-11-05T14:41:11.000000000+00:00';
export const containerdVersion = 'v1.7.29';
export const containerdCommit = '442cb34bda9a6a0fed82a2ca7cade05c5c749582';
export const runcVersion = '1.3.3';
export const runcCommit = 'v1.3.3-0-gd842d771';
export const initVersion = '0.19.0';
export const initCommit = 'de40ad0';

export const kernelVersion = '6.12.48';
export const dataRoot = '/var/lib/docker';

/** As the kernel's `uname -m` has it. */
export const machineOf = (architecture: string): string => (architecture === 'arm64' ? 'aarch64' : 'x86_64');
