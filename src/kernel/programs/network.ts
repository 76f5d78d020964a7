import { SysError } from '../errno.ts';
import type { NetworkInterface, Program, Sys } from '../process/sys.ts';
import { fileText } from './lib/accounts.ts';
import { program } from './lib/define.ts';
import { complain, print } from './lib/io.ts';
import { addressOf } from './lib/resolve-name.ts';

const intervalMs = 1000;

export const ping = program('c:W:i:qs:w:4', async (sys, { values, flags, rest }) => {
  const host = rest[0] ?? '';
  const address = addressOf(sys, host);
  if (address === undefined) {
    await complain(sys, `bad address '${host}'`);
    return 1;
  }
  await print(sys, `PING ${host} (${address}): 56 data bytes\n`);
  const count = Number(values.get('c') ?? Number.POSITIVE_INFINITY);
  const times: number[] = [];
  let sent = 0;
  const statistics = async () => {
    const loss = sent === 0 ? 0 : Math.round(((sent - times.length) * 100) / sent);
    await print(
      sys,
      `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${times.length} packets received, ${loss}% packet loss\n`,
    );
    if (times.length === 0) return 1;
    const average = times.reduce((sum, one) => sum + one, 0) / times.length;
    await print(
      sys,
      `round-trip min/avg/max = ${[Math.min(...times), average, Math.max(...times)].map((one) => one.toFixed(3)).join('/')} ms\n`,
    );
    return 0;
  };
  let interrupted = false;
  sys.trap(
    'SIGINT',
    () => {
      interrupted = true;
    },
    { interrupts: true },
  );
  try {
    for (let sequence = 0; sequence < count && !interrupted; sequence++) {
      sent++;
      const time = sys.ping(address);
      if (time !== undefined) {
        await sys.sleep(time);
        times.push(time);
        if (!flags.has('q')) await print(sys, `64 bytes from ${address}: seq=${sequence} ttl=64 time=${time.toFixed(3)} ms\n`);
      }
      if (sequence + 1 < count) await sys.sleep(intervalMs);
      else if (time === undefined) await sys.sleep(Number(values.get('W') ?? 10) * 1000);
    }
  } catch (error) {
    if (!(error instanceof SysError) || error.code !== 'EINTR') throw error;
  }
  return statistics();
});

const index = (one: NetworkInterface) => (one.name === 'lo' ? 1 : 2);
const flagsOf = (one: NetworkInterface) => (one.name === 'lo' ? 'LOOPBACK,UP,LOWER_UP' : 'BROADCAST,MULTICAST,UP,LOWER_UP');
const mtu = (one: NetworkInterface) => (one.name === 'lo' ? 65_536 : 1500);
const label = (one: NetworkInterface) => (one.name === 'lo' ? 'lo' : `${one.name}@if${index(one) + 5}`);

function linkLines(one: NetworkInterface): string[] {
  const kind =
    one.name === 'lo' ? 'link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00' : `link/ether ${one.mac ?? ''} brd ff:ff:ff:ff:ff:ff`;
  return [
    `${index(one)}: ${label(one)}: <${flagsOf(one)}> mtu ${mtu(one)} qdisc noqueue ${one.name === 'lo' ? 'qlen 1000' : ''}`,
    `    ${kind}`,
  ];
}

const broadcast = ({ address, prefixLength }: NetworkInterface) => {
  const parts = address.split('.').map(Number);
  return parts.map((part, i) => part | (255 >> Math.max(0, Math.min(8, prefixLength - 8 * i)))).join('.');
};
const networkOf = ({ address, prefixLength }: NetworkInterface) =>
  address
    .split('.')
    .map((part, i) => Number(part) & (0xff00 >> Math.max(0, Math.min(8, prefixLength - 8 * i))) & 0xff)
    .join('.');

function addressLine(one: NetworkInterface): string {
  const scope = one.name === 'lo' ? 'scope host lo' : `brd ${broadcast(one)} scope global ${one.name}`;
  return `inet ${one.address}/${one.prefixLength} ${scope}`;
}

/** `ip link`, `ip addr`, `ip route`, with `-o` and `-4`. */
export const ip: Program = async (sys) => {
  const words = sys.argv.slice(1);
  const oneLine = words.includes('-o');
  const [object = '', , name] = words
    .filter((word) => !word.startsWith('-') && word !== 'show' && word !== 'list' && word !== 'dev')
    .concat('', '');
  const wanted = sys.interfaces().filter((one) => !name || one.name === name);
  if (/^a(d|dd|ddr|ddress)?$/.test(object)) {
    for (const one of wanted) {
      if (oneLine) await print(sys, `${index(one)}: ${one.name}    ${addressLine(one)}\\       valid_lft forever preferred_lft forever\n`);
      else
        await print(
          sys,
          `${[...linkLines(one), `    ${addressLine(one)}`, '       valid_lft forever preferred_lft forever'].join('\n')}\n`,
        );
    }
    return 0;
  }
  if (/^l(ink)?$/.test(object)) {
    for (const one of wanted) await print(sys, `${linkLines(one).join(oneLine ? '\\' : '\n')}\n`);
    return 0;
  }
  if (/^r(o|oute)?$/.test(object)) {
    for (const one of sys.interfaces()) {
      if (one.gateway) await print(sys, `default via ${one.gateway} dev ${one.name} \n`);
      if (one.name !== 'lo') await print(sys, `${networkOf(one)}/${one.prefixLength} dev ${one.name} scope link  src ${one.address} \n`);
    }
    return 0;
  }
  await complain(sys, `object '${object}' is not modelled here`);
  return 1;
};

export const ifconfig: Program = async (sys) => {
  for (const one of sys.interfaces()) {
    const hardware = one.name === 'lo' ? 'Link encap:Local Loopback  ' : `Link encap:Ethernet  HWaddr ${(one.mac ?? '').toUpperCase()}  `;
    const rest = one.name === 'lo' ? 'Mask:255.0.0.0' : `Bcast:${broadcast(one)}  Mask:${mask(one.prefixLength)}`;
    const state = one.name === 'lo' ? 'UP LOOPBACK RUNNING' : 'UP BROADCAST RUNNING MULTICAST';
    await print(
      sys,
      `${one.name.padEnd(9)} ${hardware}\n          inet addr:${one.address}  ${rest}\n          ${state}  MTU:${mtu(one)}  Metric:1\n\n`,
    );
  }
  return 0;
};

const mask = (length: number) => [0, 1, 2, 3].map((i) => (0xff00 >> Math.max(0, Math.min(8, length - 8 * i))) & 0xff).join('.');

export const nslookup: Program = async (sys) => {
  const [, name = ''] = sys.argv;
  const server = /^nameserver (\S+)/m.exec(fileText(sys, '/etc/resolv.conf') ?? '')?.[1] ?? '127.0.0.1';
  await print(sys, `Server:\t\t${server}\nAddress:\t${server}:53\n\n`);
  const address = sys.lookup(name);
  if (address === undefined) {
    await print(sys, `** server can't find ${name}: NXDOMAIN\n\n`);
    return 1;
  }
  await print(sys, `Non-authoritative answer:\nName:\t${name}\nAddress: ${address}\n\n`);
  return 0;
};

const hexByte = (text: string, at: number) => Number.parseInt(text.slice(at, at + 2), 16);

export const netstat = program('tulnpa', async (sys) => {
  await print(
    sys,
    'Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       \n',
  );
  for (const row of (fileText(sys, '/proc/self/net/tcp') ?? '').split('\n').slice(1)) {
    const [, local] = row.trim().split(/\s+/);
    if (!local) continue;
    const address = [6, 4, 2, 0].map((at) => hexByte(local, at)).join('.');
    const port = Number.parseInt(local.split(':')[1] ?? '0', 16);
    await print(sys, `tcp        0      0 ${`${address}:${port}`.padEnd(23)} ${'0.0.0.0:*'.padEnd(23)} LISTEN      \n`);
  }
  return 0;
});

/** nc: a connection, or with `-l` the one that comes. */
export const nc = program('lp:w:nvz', async (sys, { flags, values, rest }) => {
  let fd: number;
  try {
    fd = flags.has('l')
      ? await acceptOne(sys, Number(values.get('p') ?? rest[0] ?? 0))
      : await sys.connect(addressOf(sys, rest[0] ?? '') ?? '', Number(rest[1] ?? 0));
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    await complain(sys, `can't connect to remote host${rest[0] ? ` (${addressOf(sys, rest[0]) ?? rest[0]})` : ''}: ${error.message}`);
    return 1;
  }
  if (flags.has('z')) return 0;
  const sender = sys.fork(async (child) => {
    for (let piece = await child.read(0); piece.length > 0; piece = await child.read(0)) await child.write(fd, piece);
    child.shutdown(fd);
    return 0;
  });
  for (let piece = await sys.read(fd); piece.length > 0; piece = await sys.read(fd)) await print(sys, piece);
  if (sys.waitNow(sender) === undefined) sys.kill(sender, 'SIGTERM');
  return 0;
});

async function acceptOne(sys: Sys, port: number): Promise<number> {
  const listener = sys.listen(port);
  const { fd } = await sys.accept(listener);
  sys.close(listener);
  return fd;
}
