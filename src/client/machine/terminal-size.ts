import type { Invocation } from '../cli/invocation.ts';

/** How often a size that was refused is sent again: a container that has just been started may not be ready yet. */
const RETRIES = 10;

/** Tells the engine how large the terminal is, now and whenever that changes. Gives what ends it (docker/cli container/tty.go). */
export async function followTerminalSize(invocation: Invocation, path: string): Promise<() => void> {
  const { host } = invocation;
  const { rows, columns } = host.size();
  const send = () => resize(invocation, path, host.size());
  const end = invocation.onSignal((signal) => {
    if (signal === 'SIGWINCH') send().catch(() => {});
  });
  const again = async () => {
    for (let attempt = 1; attempt <= RETRIES; attempt++) {
      await host.clock.sleep(attempt * 10);
      const failed = await send().then(
        () => false,
        () => true,
      );
      if (!failed) return;
    }
    host.stderr.write('failed to resize tty, using default size\n');
  };
  await resize(invocation, path, { rows, columns }).catch(() => {
    again().catch(() => {});
  });
  return end;
}

export async function resize({ api }: Invocation, path: string, size: { readonly rows: number; readonly columns: number }): Promise<void> {
  if (size.rows === 0 && size.columns === 0) return;
  await api.post(`${path}/resize`, { query: { h: size.rows, w: size.columns } });
}
