import { attempt } from '../../errno.ts';
import type { Sys } from '../../process/sys.ts';
import { parseSignal, signalNumbers } from '../../signals.ts';

/** `kill [-SIGNAL] PID…`, as applet and as the shell's own. */
export async function killCommand(sys: Sys, name: string, args: readonly string[]): Promise<number> {
  const rest = [...args];
  if (rest[0] === '-l') return list(sys, rest[1]);
  let wanted = 'TERM';
  if (rest[0] === '-s') {
    wanted = rest[1] ?? '';
    rest.splice(0, 2);
  } else if (/^-(\w+)$/.test(rest[0] ?? '') && rest[0] !== '--') wanted = (rest.shift() as string).slice(1);
  if (rest[0] === '--') rest.shift();
  const signal = wanted === '0' ? 0 : parseSignal(wanted);
  if (signal === undefined) {
    await sys.write(2, `${name}: bad signal name '${wanted}'\n`);
    return 1;
  }
  if (rest.length === 0) {
    await sys.write(2, `${name}: you need to specify whom to kill\n`);
    return 1;
  }
  let status = 0;
  for (const pid of rest) {
    if (!/^-?\d+$/.test(pid)) {
      await sys.write(2, `${name}: invalid number '${pid}'\n`);
      status = 1;
      continue;
    }
    const sent = attempt(() => sys.kill(Number(pid), signal));
    if ('value' in sent) continue;
    await sys.write(2, `${name}: can't kill pid ${pid}: ${sent.error.message}\n`);
    status = 1;
  }
  return status;
}

async function list(sys: Sys, which: string | undefined): Promise<number> {
  if (which !== undefined) {
    const number = Number(which) > 128 ? Number(which) - 128 : which;
    const signal = parseSignal(String(number));
    const answer = signal && (/^\d+$/.test(which) ? signal.slice(3) : String(signalNumbers[signal]));
    await sys.write(1, `${answer ?? which}\n`);
    return 0;
  }
  const lines = Object.entries(signalNumbers).map(([name, number]) => `${String(number).padStart(2)}) ${name.slice(3)}\n`);
  await sys.write(1, lines.join(''));
  return 0;
}
