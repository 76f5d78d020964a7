import type { ContainerState } from '../../core/trace/world-state.ts';
import { shownContainers } from './containers-part.ts';
import type { Figure, Group } from './figure.ts';
import { text, textWidth } from './text.ts';
import { panel, type View } from './view.ts';

/** What the kernel holds for a container, as words in small frames. */
interface Tag {
  readonly word: string;
  readonly is: string;
}

function tagsOf({ namespaces, cgroup, overlay, addresses }: ContainerState): Tag[] {
  return [
    ...(overlay ? [{ word: `overlay: ${overlay.lower.length} layers + 1`, is: 'mount' }] : []),
    ...addresses.slice(0, 1).map(({ address }) => ({ word: `veth ${address}`, is: 'net' })),
    ...(namespaces.length > 0
      ? [
          {
            word: `namespaces ${namespaces.map((kind) => (kind === 'network' ? 'net' : kind === 'mount' ? 'mnt' : kind)).join(' ')}`,
            is: 'space',
          },
        ]
      : []),
    ...(cgroup ? [{ word: 'cgroup', is: 'group' }] : []),
  ];
}

/** What it has for any container, while none is isolated. */
const offers: readonly Tag[] = ['namespaces', 'cgroups', 'overlay mounts', 'bridge docker0'].map((word) => ({ word, is: 'offer' }));

/** Tags in rows, as many as fit. */
function rows(tags: readonly Tag[], x: number, y: number, width: number): Figure[] {
  const figures: Figure[] = [];
  let left = x;
  let top = y;
  for (const [i, { word, is }] of tags.entries()) {
    const tagWidth = Math.min(width, textWidth(word, 'small') + 18);
    if (left > x && left + tagWidth > x + width) {
      left = x;
      top += 30;
    }
    figures.push({
      kind: 'group',
      key: `${is}${i}`,
      is: `tag ${is}`,
      x: left,
      y: top,
      children: [
        { kind: 'rect', key: 'ground', is: 'ground', x: 0, y: 0, width: tagWidth, height: 25, radius: 6 },
        text('word', 'small', 9, 17, word, tagWidth - 16),
      ],
    });
    left += tagWidth + 8;
  }
  return figures;
}

/** The one kernel that all containers share, and what it set up for the one in view. */
export function kernelPart(view: View): Group {
  const { kernel } = view.arrangement;
  const isolated = shownContainers(view).shown.filter((container) => tagsOf(container).length > 0);
  const focus = isolated.find(({ id }) => id === view.selection?.id) ?? isolated[isolated.length - 1];
  const title = textWidth('one kernel', 'heading');
  const tags = focus ? tagsOf(focus) : offers;
  const inner = kernel.width - 28;
  const name = focus?.name.replace(/^\//, '');
  const words = focus ? `what isolates ${name}` : 'shared by all that runs on this machine';
  return panel(
    view,
    {
      key: 'kernel',
      is: 'part kernel',
      at: kernel,
      subject: { kind: 'part', id: 'kernel' },
      label: `One kernel. ${focus ? `For ${name}: ${tags.map(({ word }) => word).join(', ')}` : words}`,
      radius: 10,
    },
    [
      text('name', 'heading', 14, 25, 'one kernel'),
      text('words', 'soft', 14 + title + 14, 25, words, inner - title - 14),
      ...rows(tags, 14, 36, inner),
    ],
  );
}
