import type { ContainerState } from '../../core/trace/world-state.ts';
import { shownContainers } from './containers-part.ts';
import { type Box, box, type Group } from './figure.ts';
import { choose, text, textWidth } from './text.ts';
import { panel, type View } from './view.ts';

/** What the kernel holds for a container, as words in small frames. */
interface Tag {
  readonly word: string;
  readonly is: string;
}

/** From here on there is room for the names of the namespaces: with the cgroup's tag beside them, or with all others in a second row. */
const ROOMY = { one: 326, two: 290 };

const short: Readonly<Record<string, string>> = { network: 'net', mount: 'mnt' };

function tagsOf({ namespaces, cgroup, overlay, addresses }: ContainerState, roomy: boolean): Tag[] {
  const spaces = `namespaces ${namespaces.map((kind) => short[kind] ?? kind).join(' ')}`;
  return [
    ...(namespaces.length > 0 ? [{ word: roomy ? spaces : `${namespaces.length} namespaces`, is: 'space' }] : []),
    ...(cgroup ? [{ word: 'cgroup', is: 'group' }] : []),
    ...(overlay ? [{ word: `overlay ${overlay.lower.length} + 1`, is: 'mount' }] : []),
    ...addresses.slice(0, 1).map(({ address }) => ({ word: `veth ${address}`, is: 'net' })),
  ];
}

const isIsolated = ({ namespaces, cgroup, overlay, addresses }: ContainerState) =>
  namespaces.length > 0 || addresses.length > 0 || cgroup !== undefined || overlay !== undefined;

/** What it has for any container, while none is isolated. */
const offers: readonly Tag[] = ['namespaces', 'cgroups', 'mounts', 'bridge'].map((word) => ({ word, is: 'offer' }));

/** Tags in rows, as many as there is room for. */
function rows(tags: readonly Tag[], { x, y, width, height }: Box, middle: boolean): Group[] {
  const figures: Group[] = [];
  let left = x;
  let top = y;
  for (const [i, { word, is }] of tags.entries()) {
    const tagWidth = Math.min(width, textWidth(word, 'small') + 18);
    if (left > x && left + tagWidth > x + width) {
      left = x;
      top += 30;
    }
    if (top + 25 > y + height) break;
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
  // One row stands where two would have their middle.
  return middle && top === y ? figures.map((figure) => ({ ...figure, y: y + 15 })) : figures;
}

/** The one kernel that all containers share, and what it set up for the one in view. */
export function kernelPart(view: View): Group {
  const { kernel } = view.arrangement;
  const isolated = shownContainers(view).filter((container) => isIsolated(container));
  const focus = isolated.find(({ id }) => id === view.selection?.id) ?? isolated[isolated.length - 1];

  const name = focus?.name.replace(/^\//, '');
  const ways = focus ? [`isolates ${name}`, `for ${name}`, `${name}`] : ['shared by all'];
  // Beside the tags where there is room, else above them.
  const beside = kernel.width > 360;
  const most = beside ? Math.max(96, kernel.width - 44 - ROOMY.two) : kernel.width - 28;
  const title = textWidth('one kernel', 'heading') + 12;
  const words = choose(ways, 'soft', beside ? most : most - title);
  const column = beside ? Math.min(most, Math.max(96, textWidth(words, 'soft'))) : most;
  const tagsAt = beside ? { x: column + 28, y: kernel.height / 2 - 27 } : { x: 14, y: 36 };
  const room = kernel.width - 14 - tagsAt.x;
  const tags = focus ? tagsOf(focus, room >= (beside ? ROOMY.two : ROOMY.one)) : offers;
  return panel(
    view,
    {
      key: 'kernel',
      is: 'part kernel',
      at: kernel,
      subject: { kind: 'part', id: 'kernel' },
      radius: 10,
    },
    [
      text('name', 'heading', 14, beside ? kernel.height / 2 - 4 : 25, 'one kernel'),
      beside
        ? text('words', 'soft', 14, kernel.height / 2 + 17, words, column)
        : text('words', 'soft', 14 + title, 25, words, column - title),
      ...rows(tags, box(tagsAt.x, tagsAt.y, room, kernel.height - tagsAt.y), beside),
    ],
  );
}
