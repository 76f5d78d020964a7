import { mountOptions } from '../fs/mount-table.ts';
import type { ProcProcess, ProcSource } from '../fs/proc.ts';
import type { Machine } from './machine.ts';
import type { Process } from './process.ts';
import { commandOf } from './status.ts';

/** The machine that containers see: two processors and 4 GiB, as /proc/meminfo counts, in kB. */
export const memory = { total: 4_018_180, free: 2_411_356, available: 3_274_920, buffers: 61_240, cached: 981_376 };
export const kernelRelease = '6.12.57-linuxkit';
export const kernelVersion = '#1 SMP PREEMPT_DYNAMIC Tue Nov 18 10:21:49 UTC 2025';
const ticksPerSecond = 100;
const stateNames: Readonly<Record<string, string>> = { R: 'running', S: 'sleeping', T: 'stopped', Z: 'zombie' };

/** What /proc shows, read from the process table and the clock. */
export function procSource(machine: Machine, cgroup: string): ProcSource {
  return {
    pids: () => machine.pids.list().map((process) => process.pid),
    process(pid) {
      const process = machine.pids.get(pid);
      return process && ofProcess(process, machine, cgroup);
    },
    files: machineFiles(machine),
  };
}

function ofProcess(process: Process, machine: Machine, cgroup: string): ProcProcess {
  const { argv, env, exe } = process.image;
  return {
    pid: process.pid,
    uid: process.uid,
    fds: process.fds,
    links: { exe, cwd: process.cwd, root: '/' },
    files: {
      cmdline: () => (process.ended ? '' : argv.map((argument) => `${argument}\0`).join('')),
      comm: () => `${commandOf(process)}\n`,
      environ: () =>
        Object.entries(env)
          .map(([name, value]) => `${name}=${value}\0`)
          .join(''),
      status: () => statusText(process),
      stat: () => statText(process),
      cgroup: () => `0::${cgroup}\n`,
      mounts: () =>
        mountOptions(machine.files.mounts.list())
          .map((line) => `${line} 0 0\n`)
          .join(''),
      'net/tcp': () => tcpText(machine),
      'net/if_inet6': () => '00000000000000000000000000000001 01 80 10 80       lo\n',
    },
  };
}

function statusText(process: Process): string {
  const { pid, uid, gid, groups, state } = process;
  const rows: readonly (readonly [string, string])[] = [
    ['Name', commandOf(process)],
    ['Umask', process.umask.toString(8).padStart(4, '0')],
    ['State', `${state} (${stateNames[state]})`],
    ['Tgid', `${pid}`],
    ['Ngid', '0'],
    ['Pid', `${pid}`],
    ['PPid', `${process.parent?.pid ?? 0}`],
    ['TracerPid', '0'],
    ['Uid', `${uid}\t${uid}\t${uid}\t${uid}`],
    ['Gid', `${gid}\t${gid}\t${gid}\t${gid}`],
    ['FDSize', '64'],
    ['Groups', `${groups.join(' ')} `],
    ['NStgid', `${pid}`],
    ['NSpid', `${pid}`],
    ['NSpgid', `${process.group}`],
    ['NSsid', `${process.session}`],
    ['Threads', '1'],
    // Docker's default capabilities for root, none for others (moby oci/caps/defaults.go).
    ['CapInh', '0000000000000000'],
    ['CapPrm', uid === 0 ? '00000000a80425fb' : '0000000000000000'],
    ['CapEff', uid === 0 ? '00000000a80425fb' : '0000000000000000'],
    ['CapBnd', '00000000a80425fb'],
    ['CapAmb', '0000000000000000'],
    ['NoNewPrivs', '0'],
    ['Seccomp', '2'],
    ['Seccomp_filters', '1'],
  ];
  return rows.map(([name, value]) => `${name}:\t${value}\n`).join('');
}

function statText(process: Process): string {
  const terminal = process.tty ? 0x8800 + process.tty.number : 0;
  const start = Math.floor((process.startedAtMs * ticksPerSecond) / 1000);
  const head = [process.pid, `(${commandOf(process)})`, process.state, process.parent?.pid ?? 0, process.group, process.session, terminal];
  const zeros = new Array(14).fill(0);
  return `${[...head, process.tty?.foreground ?? -1, ...zeros.slice(0, 9), 20, 0, 1, 0, start, ...zeros].join(' ')}\n`;
}

function machineFiles(machine: Machine): ProcSource['files'] {
  const seconds = () => machine.uptime() / 1000;
  const running = () => machine.pids.list().filter((process) => process.state === 'R').length;
  return {
    '/version': () => `Linux version ${kernelRelease} (root@buildkitsandbox) (gcc (Alpine 14.2.0) 14.2.0) ${kernelVersion}\n`,
    '/uptime': () => `${seconds().toFixed(2)} ${(seconds() * 1.9).toFixed(2)}\n`,
    '/loadavg': () =>
      `0.00 0.00 0.00 ${running()}/${machine.pids.list().length} ${Math.max(...machine.pids.list().map((one) => one.pid))}\n`,
    '/meminfo': meminfo,
    '/cpuinfo': () => [0, 1].map((processor) => cpuinfo(machine.architecture, processor)).join('\n'),
    '/stat': () =>
      `cpu  0 0 0 ${Math.round(seconds() * 200)} 0 0 0 0 0 0\nbtime ${Math.floor((machine.nowMs() - machine.uptime()) / 1000)}\n`,
    '/filesystems': () => 'nodev\tsysfs\nnodev\ttmpfs\nnodev\tproc\nnodev\tcgroup2\nnodev\tdevpts\nnodev\toverlay\n\text4\n',
    '/sys/kernel/hostname': () => `${machine.hostname}\n`,
    '/sys/kernel/ostype': () => 'Linux\n',
    '/sys/kernel/osrelease': () => `${kernelRelease}\n`,
    '/sys/kernel/pid_max': () => '4194304\n',
  };
}

function meminfo(): string {
  const rows = [
    ['MemTotal', memory.total],
    ['MemFree', memory.free],
    ['MemAvailable', memory.available],
    ['Buffers', memory.buffers],
    ['Cached', memory.cached],
    ['SwapTotal', 0],
    ['SwapFree', 0],
  ] as const;
  return rows.map(([name, kb]) => `${`${name}:`.padEnd(16)}${String(kb).padStart(8)} kB\n`).join('');
}

function cpuinfo(architecture: string, processor: number): string {
  if (architecture === 'arm64') return `processor\t: ${processor}\nBogoMIPS\t: 48.00\nCPU implementer\t: 0x61\nCPU architecture: 8\n`;
  return `processor\t: ${processor}\nvendor_id\t: GenuineIntel\nmodel name\t: Drydock simulated processor\ncpu MHz\t\t: 2400.000\n`;
}

function tcpText(machine: Machine): string {
  const hex = (n: number, digits: number) => n.toString(16).toUpperCase().padStart(digits, '0');
  const address = (text: string) =>
    (text.includes(':') ? [] : text.split('.').map(Number)).reduceRight((sum, byte) => sum + hex(byte, 2), '').padStart(8, '0');
  const rows = machine.network.listening().map((one, i) => `   ${i}: ${address(one.address)}:${hex(one.port, 4)} 00000000:0000 0A`);
  return `  sl  local_address rem_address   st\n${rows.map((row) => `${row}\n`).join('')}`;
}
