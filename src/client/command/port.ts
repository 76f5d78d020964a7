import { readJson } from '../../core/http.ts';
import { containerPath } from '../api/paths.ts';
import type { Flag } from '../cli/flag.ts';
import type { Invocation } from '../cli/invocation.ts';
import { compareNatural } from '../format/natural.ts';
import { quote } from '../format/quote.ts';
import { runSteps } from '../machine/request-machine.ts';

export const flags: readonly Flag[] = [];

interface Binding {
  readonly HostIp: string;
  readonly HostPort: string;
}

const address = ({ HostIp, HostPort }: Binding) => `${HostIp.includes(':') ? `[${HostIp}]` : HostIp}:${HostPort}`;

function checkPort(port: string): void {
  if (/^\d+$/.test(port) && Number(port) <= 65535) return;
  const why = /^\d+$/.test(port) ? 'value out of range' : 'invalid syntax';
  throw new Error(`Error: invalid port (${port}): strconv.ParseUint: parsing ${quote(port)}: ${why}`);
}

export const run = (invocation: Invocation): Promise<number> =>
  runSteps(invocation, {
    prepare: ({ args }) => ({ container: args[0] as string, wanted: args[1] }),
    async request({ container }, { api }) {
      const found = (await readJson(await api.get(`${containerPath(container)}/json`))) as {
        readonly NetworkSettings: { readonly Ports?: Readonly<Record<string, readonly Binding[] | null>> | null };
      };
      return found.NetworkSettings.Ports ?? {};
    },
    print(ports, { container, wanted }, { host }) {
      const lines: string[] = [];
      if (wanted) {
        const [port = '', protocol = 'tcp'] = wanted.split('/', 2);
        checkPort(port);
        const bindings = ports[`${port}/${protocol || 'tcp'}`] ?? [];
        if (bindings.length === 0) throw new Error(`Error: No public port '${wanted}' published for ${container}`);
        lines.push(...bindings.map(address));
      } else {
        for (const [port, bindings] of Object.entries(ports)) for (const one of bindings ?? []) lines.push(`${port} -> ${address(one)}`);
      }
      if (lines.length) host.stdout.write(`${lines.toSorted(compareNatural).join('\n')}\n`);
    },
  });
