import { attempt, sysError } from './errno.ts';
import { lookPath } from './exec/resolve.ts';
import { findUser } from './exec/user.ts';
import { terminalNode } from './fs/devices.ts';
import type { Asker } from './fs/files.ts';
import type { Description } from './io/description.ts';
import { Channel, PipeReader } from './io/pipe.ts';
import { DeviceStream, OutputStream } from './io/streams.ts';
import { Tty, TtyDescription } from './io/tty.ts';
import type { Machine } from './process/machine.ts';
import type { Process } from './process/process.ts';
import type { Program } from './process/sys.ts';
import { type ContainerProcess, ExecError, type ExitStatus, type ProcessSpec } from './types.ts';

type Stream = 'stdout' | 'stderr';
type Listener = (stream: Stream, bytes: Uint8Array) => void;

/**
 * Starts a process as runc does: the user, the program, its streams, then the program itself.
 * @throws ExecError
 */
export function launch(
  machine: Machine,
  terminals: Map<number, Tty>,
  spec: ProcessSpec,
  started: (process: Process) => void,
): ContainerProcess {
  const user = findUser(machine.files, spec.user);
  const asker: Asker = { who: { pid: 0, ...user }, cwd: spec.cwd || '/', umask: 0o022 };
  const env = environment(spec.env, user.home);
  const cwd = workingFolder(machine, asker, spec);
  const path = lookPath(machine.files, { ...asker, cwd }, spec.argv[0] ?? '', env.PATH ?? '');
  const { program, argv, exe } = loaded(machine, { ...asker, cwd }, path, spec.argv);

  const process = machine.pids.create({ argv, env, exe });
  Object.assign(process, { cwd, uid: user.uid, gid: user.gid, groups: user.groups, span: spec.span });
  const output = new Outlet();
  const input = spec.tty ? terminal(machine, terminals, process, spec, output) : pipes(machine, process, spec, output);
  const exited = new Promise<ExitStatus>((resolve) => machine.pids.onEnd(process, resolve));
  started(process);
  machine.run(process, program);
  return {
    pid: process.pid,
    hostPid: process.hostPid,
    exited,
    onOutput: (listener) => output.listen(listener),
    kill: (signal) => process.signal(signal, true),
    ...input,
  };
}

function environment(lines: readonly string[], home: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const line of lines) {
    const at = line.indexOf('=');
    if (at > 0) env[line.slice(0, at)] = line.slice(at + 1);
  }
  // runc sets HOME from the container's /etc/passwd where nobody else has.
  if (!env.HOME) env.HOME = home;
  return env;
}

/** @throws ExecError in the words of runc's init (libcontainer/init_linux.go) */
function workingFolder(machine: Machine, asker: Asker, spec: ProcessSpec): string {
  const cwd = spec.cwd || '/';
  const at = attempt(() => machine.files.resolve({ ...asker, cwd: '/' }, cwd));
  const failure =
    'error' in at ? at.error : !at.value.node ? sysError('ENOENT') : at.value.node.type !== 'directory' ? sysError('ENOTDIR') : undefined;
  if (!failure && 'value' in at) return at.value.path;
  const text = failure?.message.toLowerCase() ?? '';
  const code = failure?.code === 'EACCES' || failure?.code === 'ENOTDIR' ? failure.code : 'ENOENT';
  throw new ExecError(code, `chdir to cwd ("${cwd}") set in config.json failed: ${text}`);
}

/** What cannot be executed fails in runc's init, when its start has already succeeded. */
function loaded(
  machine: Machine,
  asker: Asker,
  path: string,
  argv: readonly string[],
): { program: Program; argv: readonly string[]; exe: string } {
  const found = attempt(() => machine.load(asker, path, argv));
  if ('value' in found) return found.value;
  const text = `exec ${path}: ${found.error.message.toLowerCase()}\n`;
  const program: Program = async (sys) => {
    await sys.write(2, text);
    return 255;
  };
  return { program, argv, exe: path };
}

/** Output on its way out; kept until someone listens. */
class Outlet {
  #kept: [Stream, Uint8Array][] = [];
  #listener: Listener | undefined;

  listen(listener: Listener): void {
    this.#listener = listener;
    for (const [stream, bytes] of this.#kept.splice(0)) listener(stream, bytes);
  }

  give(stream: Stream, bytes: Uint8Array): void {
    if (this.#listener) this.#listener(stream, bytes);
    else this.#kept.push([stream, bytes]);
  }
}

type Input = Pick<ContainerProcess, 'write' | 'end' | 'resize'>;

function terminal(machine: Machine, terminals: Map<number, Tty>, process: Process, spec: ProcessSpec, output: Outlet): Input {
  let number = 0;
  while (terminals.has(number)) number++;
  const tty = new Tty(
    number,
    spec.size,
    (bytes) => output.give('stdout', bytes),
    (group, signal) => machine.pids.signalGroup(group, signal),
  );
  tty.foreground = process.group;
  tty.session = process.session;
  process.tty = tty;
  terminals.set(number, tty);
  const devices = machine.files.mounts.list().find((mount) => mount.at === '/dev')?.fs;
  devices?.create(`/pts/${number}`, terminalNode(number, machine.nowMs()));
  if (process.pid === 1) devices?.create('/console', terminalNode(number, machine.nowMs()));
  for (const fd of [0, 1, 2]) process.install(new TtyDescription(tty), { to: fd });
  machine.pids.onEnd(process, () => {
    terminals.delete(number);
    devices?.remove(`/pts/${number}`);
  });
  return { write: (bytes) => tty.type(bytes), end() {}, resize: (size) => tty.resize(size) };
}

function pipes(machine: Machine, process: Process, spec: ProcessSpec, output: Outlet): Input {
  const channel = new Channel(machine.nextInode(), Number.POSITIVE_INFINITY);
  const stdin: Description = spec.stdin ? new PipeReader(channel) : new DeviceStream('/dev/null', () => new Uint8Array(0));
  const out = (stream: Stream) => new OutputStream(`pipe:[${machine.nextInode()}]`, (bytes) => output.give(stream, bytes));
  for (const [fd, description] of [stdin, out('stdout'), out('stderr')].entries()) process.install(description, { to: fd });
  let open = true;
  channel.writers++;
  return {
    write: (bytes) => {
      if (open && channel.readers > 0) channel.push(bytes.slice());
    },
    end() {
      if (!open) return;
      open = false;
      channel.writers--;
      channel.changed.notify();
    },
    resize() {},
  };
}
