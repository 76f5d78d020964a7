import { linkTo } from './link.ts';
import type { NetworkSwitch } from './network-switch.ts';
import type { Session } from './session.ts';

interface Bound {
  readonly root: HTMLElement;
  readonly session: Session;
  readonly network: NetworkSwitch;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** The settings: requests through the worker, a fresh world, a link. */
export function bindMenu({ root, session, network, seed, signal }: Bound): () => void {
  const find = <E extends HTMLElement>(selector: string) => root.querySelector(selector) as E;
  const worker = find<HTMLInputElement>('#use-worker');
  const state = find('.worker-state');
  const copy = find<HTMLButtonElement>('#copy-link');
  find('.seed').textContent = `Seed ${seed}: the same commands give the same ids and the same bytes.`;

  worker.addEventListener(
    'change',
    async () => {
      state.textContent = worker.checked ? 'Starting the worker…' : '';
      try {
        await network.turn(worker.checked);
        if (network.on)
          state.textContent = 'On. Open the browser’s developer tools, choose Network, and run a command: look for “engine/v1.51/…”.';
      } catch (error) {
        worker.checked = false;
        state.textContent = `It cannot be turned on here: ${error instanceof Error ? error.message : String(error)}.`;
      }
    },
    { signal },
  );
  find('#fresh-world').addEventListener(
    'click',
    () => {
      find('#menu').hidePopover();
      history.replaceState(null, '', location.pathname + location.search);
      void session.restart();
    },
    { signal },
  );
  copy.addEventListener(
    'click',
    async () => {
      const link = linkTo(location.href, session.lines);
      history.replaceState(null, '', link);
      try {
        await navigator.clipboard.writeText(link);
        copy.textContent = 'Copied';
      } catch {
        copy.textContent = 'The link is in the address bar now';
      }
    },
    { signal },
  );
  find('#menu').addEventListener('toggle', () => {
    copy.textContent = 'Copy a link to these commands';
  });
  return () => {
    copy.disabled = session.lines.length === 0;
  };
}
