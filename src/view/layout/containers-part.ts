import type { ContainerState } from '../../core/trace/world-state.ts';
import { pulls, stateWords } from './activity.ts';
import { type Box, box, type Figure, type Group } from './figure.ts';
import { pill, pillWidth } from './pill.ts';
import { pitch } from './stack.ts';
import { paragraph, text, textWidth } from './text.ts';
import { marks, panel, tintOf, type View } from './view.ts';

const HEAD = 36;

const signs: Readonly<Record<string, string>> = { running: '▶', exited: '■', created: '○', paused: '‖', restarting: '↻', dead: '✕' };

const nameOf = (container: ContainerState) => container.name.replace(/^\//, '');

/** `exited` says with which code. */
const stateWord = ({ state, exitCode }: ContainerState) =>
  `${stateWords(state)}${/^exited/.test(state) && exitCode !== undefined ? ` ${exitCode}` : ''}`;

/** With a sign before it, where there is room for one. */
function stateLabel(container: ContainerState, width: number): string {
  const word = stateWord(container);
  const signed = `${signs[stateWords(container.state)] ?? '•'} ${word}`;
  return pillWidth(signed, Number.POSITIVE_INFINITY) <= width ? signed : word;
}

/** Which ones there is room for: the newest, and of those the running ones first. */
export function shownContainers(view: View): readonly ContainerState[] {
  const all = [...view.world.containers.values()];
  const most = 2;
  const rank = (container: ContainerState) =>
    (view.selection?.id === container.id ? 4e15 : 0) + (container.processes.length > 0 ? 2e15 : 0) + container.at;
  const chosen = new Set([...all].sort((a, b) => rank(b) - rank(a)).slice(0, most));
  return all.filter((container) => chosen.has(container));
}

const SLAB = 9;

const imageLayers = ({ world }: View, container: ContainerState) => (world.images.get(container.image)?.layers ?? []).slice(-8);

const slabs = (count: number, at: Box) => pitch(at.height - SLAB - 2, count, SLAB);

/** The upper edge of the writable layer, which lies on top. */
function stackTop(view: View, container: ContainerState, at: Box): number {
  const { length } = imageLayers(view, container);
  const { height, gap } = slabs(length, at);
  return at.y + at.height - length * (height + gap) - SLAB - 1;
}

/** The image's layers, thin, with the writable one on top. */
function layers(view: View, container: ContainerState, at: Box): Figure[] {
  const shown = imageLayers(view, container);
  const { height, gap } = slabs(shown.length, at);
  return [
    ...shown.map(
      ({ digest }, i): Figure => ({
        kind: 'rect',
        key: `slab ${digest}`,
        is: `slab tint-${tintOf(view.world, digest)}`,
        x: at.x,
        y: at.y + at.height - (i + 1) * (height + gap),
        width: at.width,
        height,
        radius: 2.5,
      }),
    ),
    {
      kind: 'rect',
      key: 'writable',
      is: `writable${container.copiedUp.length > 0 ? ' written' : ''}`,
      x: at.x,
      y: stackTop(view, container, at),
      width: at.width,
      height: SLAB,
      radius: 2.5,
    },
  ];
}

function card(view: View, container: ContainerState, at: Box): Group {
  const subject = { kind: 'container', id: container.id } as const;
  const inner = at.width - 20;
  const lives = container.processes.length > 0;
  const process = container.processes.find(({ pid }) => pid === 1);
  const program = process?.argv[0]?.split('/').pop();
  const state = stateLabel(container, inner);
  const facts = [
    ...(program ? [`PID 1: ${program}`] : []),
    ...container.ports.slice(0, 1).map(({ hostPort, containerPort }) => `port ${hostPort} → ${containerPort}`),
  ];
  const name = nameOf(container);
  // The layers beside the words where there is room, else below them; a long name has a line to itself.
  const wide = at.width > 170;
  const stackAt = textWidth(name, 'strong') > at.width / 2 ? 38 : 26;
  const stack = wide ? box(at.width / 2 + 8, stackAt, at.width / 2 - 20, at.height - stackAt - 8) : box(10, 58, inner, at.height - 66);
  // Three lines in a low card stand closer together.
  const [first, second, third, line] = wide && at.height < 104 ? [20, 38, 66, 15] : [22, 42, 72, 17];
  // Beside a stack as high as the card, the name has half of it.
  const writableAt = stackTop(view, container, stack) - 5;
  const spoken = [
    `container from ${container.imageReference}`,
    ...(wide ? [] : facts),
    ...container.addresses.map(({ address }) => address),
  ].join(', ');
  return {
    kind: 'group',
    key: container.id,
    is: `card${lives ? ' lives' : ''}${marks(view, subject)}`,
    x: at.x,
    y: at.y,
    subject,
    label: spoken,
    children: [
      { kind: 'rect', key: 'ground', is: 'ground', x: 0, y: 0, width: at.width, height: at.height, radius: 8 },
      text('name', 'strong', 10, first, name, wide && writableAt < 32 ? at.width / 2 : inner),
      pill('state', 10, second, state, wide ? at.width / 2 : inner, lives ? 'ok' : ''),
      ...(wide ? facts.map((fact, i) => text(`fact${i}`, 'small', 10, third + line * i, fact, at.width / 2 - 8)) : []),
      ...(stack.height > 16 ? layers(view, container, stack) : []),
      ...(wide
        ? [
            {
              ...text('writable-word', 'small', at.width - 12, writableAt, 'writable'),
              is: 'small end',
            } as Figure,
          ]
        : []),
    ],
  };
}

interface Card {
  readonly container: ContainerState;
  readonly at: Box;
}

/** Side by side where there is room for two. */
function cards(view: View): readonly Card[] {
  const { containers } = view.arrangement;
  const shown = shownContainers(view);
  const inner = containers.width - 24;
  const side = shown.length > 1 && inner >= 200;
  const width = side ? (inner - 10) / 2 : inner;
  const list = side ? shown : shown.slice(-1);
  return list.map((container, i) => ({ container, at: box(12 + i * (width + 10), HEAD, width, containers.height - HEAD - 10) }));
}

/** What holds a container that is isolated: a line from its card down to the kernel. */
export function rootFigures(view: View): Figure[] {
  const { containers, kernel } = view.arrangement;
  return cards(view)
    .filter(({ container: { cgroup, namespaces } }) => cgroup !== undefined || namespaces.length > 0)
    .map(({ container, at }): Figure => {
      const x = containers.x + at.x + at.width / 2;
      return { kind: 'path', key: `root ${container.id}`, is: 'root', d: `M${x} ${containers.y + at.y + at.height}V${kernel.y}` };
    });
}

/** The containers: each a process with a stack of layers, all on the one kernel. */
export function containersPart(view: View): Group {
  const { containers } = view.arrangement;
  const list = cards(view);
  const count = view.world.containers.size;
  const others = count - list.length;
  const ready = view.world.images.size > 0 && pulls(view).length === 0;
  const empty = ready ? 'None yet. The image is ready to run.' : 'None yet. A container is made from an image.';
  const children: Figure[] = [
    text('name', 'heading', 14, 27, 'containers'),
    ...(others > 0 ? [{ ...text('others', 'soft', containers.width - 14, 27, `and ${others} more`), is: 'soft end' } as Figure] : []),
    ...(count === 0 ? paragraph('empty', 14, 60, empty, containers.width - 28, 3) : []),
    ...list.map(({ container, at }) => card(view, container, at)),
  ];
  return panel(
    view,
    {
      key: 'containers',
      is: `store${count === 0 ? ' empty' : ''}`,
      at: containers,
      subject: { kind: 'part', id: 'containers' },
      label: count === 1 ? 'one container' : `${count} containers`,
    },
    children,
  );
}
