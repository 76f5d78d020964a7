import type { ContainerState } from '../../core/trace/world-state.ts';
import { daemonWords, pulls, pullWords } from './activity.ts';
import { type Box, box, type Figure, type Group } from './figure.ts';
import { choose, text, textWidth } from './text.ts';
import { panel, type View } from './view.ts';

interface Slot {
  readonly key: string;
  readonly at: Box;
  /** From the longest way to say it to the shortest; the words too. */
  readonly title: readonly string[];
  readonly words: readonly string[];
  readonly busy: boolean;
}

function slot({ key, at, title, words, busy }: Slot): Group {
  const inner = at.width - 24;
  return {
    kind: 'group',
    key,
    is: `slot${busy ? ' busy' : ''}`,
    x: at.x,
    y: at.y,
    children: [
      { kind: 'rect', key: 'ground', is: 'ground', x: 0, y: 0, width: at.width, height: at.height, radius: 8 },
      text('title', 'strong', 12, at.height < 40 ? at.height / 2 + 5 : at.height / 2 - 4, choose(title, 'strong', inner), inner),
      ...(at.height < 40 ? [] : [text('words', 'soft', 12, at.height / 2 + 14, choose(words, 'soft', inner), inner)]),
    ],
  };
}

const names = (containers: readonly ContainerState[]) => containers.map(({ name }) => name.replace(/^\//, '')).join(', ');

/** containerd and runc: what keeps containers going. */
function runtimeWords(containers: readonly ContainerState[]): { readonly words: readonly string[]; readonly busy: boolean } {
  const building = containers.filter(
    ({ overlay, processes, cgroup, namespaces }) => (overlay || cgroup || namespaces.length > 0) && processes.length === 0,
  );
  if (building.length > 0) return { words: [`isolates ${names(building)}`], busy: true };
  const running = containers.filter(({ processes }) => processes.length > 0);
  if (running.length > 0)
    return {
      words: running.length === 1 ? [`keeps ${names(running)}`] : [`keeps ${running.length} containers`, `keeps ${running.length}`],
      busy: false,
    };
  return { words: containers.length > 0 ? ['nothing runs', 'idle'] : ['nothing to run yet', 'idle'], busy: false };
}

/** The engine: the daemon, and the runtime below it. */
export function enginePart(view: View): Group {
  const { engine } = view.arrangement;
  const { world, at } = view;
  const [pull, ...more] = pulls(view);
  const busy = daemonWords(world, at);
  const top = engine.height < 90 ? 36 : 42;
  const height = Math.min(72, engine.height - top - (engine.height < 90 ? 8 : 12));
  const gap = 12;
  const rightWidth = Math.round((engine.width - 32 - gap) * 0.44);
  const leftWidth = engine.width - 32 - gap - rightWidth;
  const daemon = pull
    ? {
        title: [`pull ${pull.name}`, `pull ${pull.name.replace(/:latest$/, '')}`],
        words: more.length > 0 ? [`and ${more.length} more`] : pullWords(world, pull, at),
        busy: true,
      }
    : { title: ['daemon'], words: busy ? [busy] : ['waits for requests', 'waits'], busy: busy !== undefined };
  const runtime = runtimeWords([...world.containers.values()]);
  const children: Figure[] = [
    text('name', 'heading', 16, 29, 'engine'),
    text('program', 'mono', 16 + textWidth('engine', 'heading') + 10, 29, 'dockerd'),
    slot({ key: 'daemon', at: box(16, top, leftWidth, height), ...daemon }),
    slot({
      key: 'runtime',
      at: box(16 + leftWidth + gap, top, rightWidth, height),
      title: ['containerd · runc', 'runc'],
      ...runtime,
    }),
  ];
  return panel(view, { key: 'engine', is: 'part engine', at: engine, subject: { kind: 'part', id: 'engine' } }, children);
}

/** The API: the socket on the engine's wall. */
export function apiPart(view: View): Group {
  const { api } = view.arrangement;
  const open = [...view.world.open.values()].filter(({ link, request }) => link === 'client-engine' && view.at >= request.arrives).length;
  const subject = { kind: 'part', id: 'api' } as const;
  return panel(view, { key: 'api', is: 'part engine api', at: api, subject, label: api.height > 88 ? '' : `${open} open`, radius: 10 }, [
    text('name', 'heading', 12, 27, 'API'),
    api.height < 50
      ? text('program', 'small', 48, 26, 'docker.sock', api.width - 54)
      : text('program', 'small', 12, 46, 'docker.sock', api.width - 20),
    ...(api.height > 88 ? [text('open', 'soft', 12, api.height - 14, open > 0 ? `${open} open` : 'listens', api.width - 20)] : []),
  ]);
}
