import type { Random } from '../../core/random.ts';
import { sysError } from '../errno.ts';
import type { Description } from '../io/description.ts';
import { DeviceStream } from '../io/streams.ts';
import type { Tty } from '../io/tty.ts';
import { TtyDescription } from '../io/tty.ts';
import { type Device, type FileNode, FileTree } from './tree.ts';

const empty = new Uint8Array(0);
const full = () => {
  throw sysError('ENOSPC');
};

/** What a character device does, by its numbers (Linux admin-guide/devices.txt). */
export function openDevice(
  device: Device,
  path: string,
  random: Random,
  tty: Tty | undefined,
  terminals: ReadonlyMap<number, Tty>,
): Description {
  if (device.type !== 'character-device') throw sysError('ENOENT');
  const zeros = (max: number) => new Uint8Array(max);
  const { major, minor } = device;
  if (major === 1) {
    if (minor === 3) return new DeviceStream(path, () => empty);
    if (minor === 5) return new DeviceStream(path, zeros);
    if (minor === 7) return new DeviceStream(path, zeros, full);
    if (minor === 8 || minor === 9) return new DeviceStream(path, (max) => random.bytes(max));
  }
  const terminal = major === 136 ? terminals.get(minor) : major === 5 ? tty : undefined;
  if (!terminal) throw sysError('EIO');
  return new TtyDescription(terminal);
}

const devices: readonly (readonly [name: string, major: number, minor: number])[] = [
  ['null', 1, 3],
  ['zero', 1, 5],
  ['full', 1, 7],
  ['random', 1, 8],
  ['urandom', 1, 9],
  ['tty', 5, 0],
];

const links: readonly (readonly [name: string, target: string])[] = [
  ['fd', '/proc/self/fd'],
  ['stdin', '/proc/self/fd/0'],
  ['stdout', '/proc/self/fd/1'],
  ['stderr', '/proc/self/fd/2'],
  ['ptmx', 'pts/ptmx'],
];

/** The /dev that runc makes (OCI runtime specification, "Default Devices"). */
export function deviceTree(nowMs: number): FileTree {
  const owned = { uid: 0, gid: 0, mtimeMs: nowMs };
  const tree = new FileTree();
  const folder = (mode: number): FileNode => ({ type: 'directory', mode, ...owned });
  tree.set('/', folder(0o755));
  for (const [name, major, minor] of devices) tree.set(`/${name}`, { type: 'character-device', mode: 0o666, major, minor, ...owned });
  for (const [name, target] of links) tree.set(`/${name}`, { type: 'symlink', mode: 0o777, target, ...owned });
  tree.set('/pts', folder(0o755));
  tree.set('/shm', folder(0o1777));
  tree.set('/mqueue', folder(0o1777));
  return tree;
}

/** A terminal's device, for /dev/pts and /dev/console. */
export const terminalNode = (number: number, nowMs: number): Device => ({
  type: 'character-device',
  mode: 0o620,
  uid: 0,
  gid: 5,
  mtimeMs: nowMs,
  major: 136,
  minor: number,
});
