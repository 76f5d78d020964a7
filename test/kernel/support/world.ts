import { VirtualClock } from '../../../src/core/clock.ts';
import { messageChannelTurn, runFast } from '../../../src/core/drivers.ts';
import { createRandom } from '../../../src/core/random.ts';
import { TraceLog } from '../../../src/core/trace/log.ts';
import { FileTree } from '../../../src/kernel/fs/tree.ts';
import { createKernel } from '../../../src/kernel/kernel.ts';
import type { Program } from '../../../src/kernel/process/sys.ts';
import { programs as ownPrograms } from '../../../src/kernel/programs/index.ts';
import type { ContainerProcess, ExitStatus, ProcessSpec, Sandbox, SandboxSpec } from '../../../src/kernel/types.ts';
import { programFile } from './elf.ts';

const epochMs = Date.UTC(2025, 10, 24, 12);
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const owned = { uid: 0, gid: 0, mtimeMs: 0 };

/** A layer from paths: a text is a file, `null` a folder, `{ link }` a symbolic link, `{ data }` a program. */
export type Content = string | null | { readonly link: string } | { readonly data: Uint8Array; readonly mode?: number };

export function treeOf(contents: Readonly<Record<string, Content>>): FileTree {
  const tree = new FileTree();
  const folders = (path: string) => {
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    if (path !== '/') folders(parent);
    if (!tree.get(path)) tree.set(path, { type: 'directory', mode: path === '/tmp' ? 0o1777 : 0o755, ...owned });
  };
  for (const [path, content] of Object.entries(contents)) {
    folders(content === null ? path : path.slice(0, path.lastIndexOf('/')) || '/');
    if (content === null) continue;
    if (typeof content === 'string') tree.set(path, { type: 'file', mode: 0o644, data: encoder.encode(content), ...owned });
    else if ('link' in content) tree.set(path, { type: 'symlink', mode: 0o777, target: content.link, ...owned });
    else tree.set(path, { type: 'file', mode: content.mode ?? 0o755, data: content.data, ...owned });
  }
  return tree;
}

/** A layer like busybox's: one executable, and links to it. */
export function busyboxLayer(): FileTree {
  const contents: Record<string, Content> = {
    '/bin/busybox': { data: programFile('busybox') },
    '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
    '/etc/group': 'root:x:0:\nnobody:x:65534:\n',
    '/root': null,
    '/tmp': null,
    '/var': null,
  };
  for (const name of Object.keys(ownPrograms)) {
    if (name !== 'busybox' && name !== 'bash' && name !== 'dash') contents[`/bin/${name}`] = { link: 'busybox' };
  }
  return treeOf(contents);
}

/** The same as Debian builds it: the executable says so among its strings. */
export function debianBusyboxLayer(): FileTree {
  const tree = busyboxLayer();
  const version = encoder.encode('BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1)');
  tree.set('/bin/busybox', { type: 'file', mode: 0o755, data: Uint8Array.from([...programFile('busybox'), ...version]), ...owned });
  tree.delete('/bin/bash');
  return tree;
}

export interface Ran extends ExitStatus {
  readonly out: string;
  readonly err: string;
}

const containerId = '0f'.repeat(32);

/** A machine with one kernel, on a clock of its own, and containers to run things in. */
export function testWorld(options: { readonly programs?: Readonly<Record<string, Program>>; readonly architecture?: string } = {}) {
  const clock = new VirtualClock();
  const turn = messageChannelTurn();
  const trace = new TraceLog({ clock, startedAt: new Date(epochMs).toISOString() });
  const kernel = createKernel({ clock, trace, random: createRandom(7), epochMs, architecture: 'amd64', ...options });
  const until = <T>(promise: Promise<T>) => runFast(clock, promise, turn);

  const sandbox = (spec: Partial<SandboxSpec> = {}): Sandbox =>
    kernel.createSandbox({
      id: containerId,
      hostname: 'box',
      layers: spec.layers ?? [busyboxLayer()],
      upper: new FileTree(),
      network: { mode: 'bridge', name: 'bridge', address: '172.17.0.2', prefixLength: 16, gateway: '172.17.0.1', mac: '02:42:ac:11:00:02' },
      ...spec,
    });

  return { clock, trace, kernel, until, sandbox, pass: (ms: number) => until(clock.sleep(ms)) };
}

export const processSpec = (argv: readonly string[], more: Partial<ProcessSpec> = {}): ProcessSpec => ({
  argv,
  env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HOSTNAME=box'],
  cwd: '/',
  user: '',
  tty: false,
  stdin: false,
  ...more,
});

/** Collects what a process writes. */
export function listen(process: ContainerProcess): { out: string; err: string } {
  const seen = { out: '', err: '' };
  process.onOutput((stream, bytes) => {
    seen[stream === 'stdout' ? 'out' : 'err'] += decoder.decode(bytes);
  });
  return seen;
}

/** Runs one command as PID 1 of a fresh container, to its end. */
export async function run(
  argv: readonly string[],
  spec: Partial<ProcessSpec> & { readonly sandbox?: Partial<SandboxSpec>; readonly input?: string } = {},
): Promise<Ran> {
  const world = testWorld();
  const { sandbox: sandboxSpec, input, ...more } = spec;
  const process = world.sandbox(sandboxSpec).start(processSpec(argv, { stdin: input !== undefined, ...more }));
  const seen = listen(process);
  if (input !== undefined) {
    process.write(encoder.encode(input));
    process.end();
  }
  const status = await world.until(process.exited);
  return { ...status, ...seen };
}

export const shell = (line: string, spec: Parameters<typeof run>[1] = {}): Promise<Ran> => run(['sh', '-c', line], spec);
