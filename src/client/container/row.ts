import { familiarString, parseReference, type Reference } from '../../oci/reference.ts';
import { humanDuration } from '../format/duration.ts';
import { shortId } from '../format/ids.ts';
import { quote } from '../format/quote.ts';
import { timeString } from '../format/time.ts';
import { humanSize } from '../format/units.ts';
import { ellipsis } from '../format/width.ts';
import { GoMap, GoObject, type GoValue } from '../template/value.ts';
import { type ListedPort, portsColumn } from './ports-column.ts';

/** A container as `GET /containers/json` lists it. */
export interface ListedContainer {
  readonly Id: string;
  readonly Names?: readonly string[] | null;
  readonly Image: string;
  readonly ImageID: string;
  readonly Command: string;
  readonly Created: number;
  readonly Ports?: readonly ListedPort[] | null;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly State: string;
  readonly Status: string;
  readonly SizeRw?: number;
  readonly SizeRootFs?: number;
  readonly NetworkSettings?: { readonly Networks?: Readonly<Record<string, unknown>> | null } | null;
  readonly Mounts?: readonly { readonly Name?: string; readonly Source?: string; readonly Driver?: string }[] | null;
  readonly ImageManifestDescriptor?: { readonly platform?: Readonly<Record<string, string>> } | null;
}

/** Column headings by field (docker/cli formatter/container.go). */
export const CONTAINER_HEADER: Readonly<Record<string, string>> = {
  ID: 'CONTAINER ID',
  Names: 'NAMES',
  Image: 'IMAGE',
  Command: 'COMMAND',
  CreatedAt: 'CREATED AT',
  RunningFor: 'CREATED',
  Ports: 'PORTS',
  State: 'STATE',
  Status: 'STATUS',
  Size: 'SIZE',
  Labels: 'LABELS',
  Mounts: 'MOUNTS',
  LocalVolumes: 'LOCAL VOLUMES',
  Networks: 'NETWORKS',
  Platform: 'PLATFORM',
};

export interface RowOptions {
  readonly truncate: boolean;
  readonly nowMs: number;
  /** Told when the size is shown. */
  readonly onSize?: () => void;
}

/** What templates see of a container. */
export function containerRow(container: ListedContainer, { truncate, nowMs, onSize }: RowOptions): GoObject {
  const labels = container.Labels ?? {};
  const mounts = container.Mounts ?? [];
  return new GoObject('*formatter.ContainerContext', {
    ID: () => (truncate ? shortId(container.Id) : container.Id),
    Names: () => names(container.Names ?? [], truncate),
    Image: () => imageName(container, truncate),
    Command: () => quote(truncate ? ellipsis(container.Command, 20) : container.Command),
    CreatedAt: () => timeString(container.Created),
    RunningFor: () => `${humanDuration(nowMs - container.Created * 1000)} ago`,
    Platform: () => platform(container),
    Ports: () => portsColumn(container.Ports ?? []),
    State: () => container.State,
    Status: () => container.Status,
    Size: () => {
      onSize?.();
      return size(container);
    },
    Labels: () =>
      Object.keys(labels)
        .map((name) => `${name}=${labels[name]}`)
        .toSorted()
        .join(','),
    Label: { parameters: ['string'], call: (name: GoValue) => labels[name as string] ?? '' },
    Mounts: () => mounts.map(({ Name, Source = '' }) => (truncate ? ellipsis(Name || Source, 15) : Name || Source)).join(','),
    LocalVolumes: () => String(mounts.filter(({ Driver }) => Driver === 'local').length),
    Networks: () => Object.keys(container.NetworkSettings?.Networks ?? {}).join(','),
  });
}

/** Links give a container further names, with slashes in them; a table shows its own only. */
function names(list: readonly string[], truncate: boolean): string {
  const plain = list.map((name) => name.slice(1));
  const own = truncate ? plain.find((name) => !name.includes('/')) : undefined;
  return own ?? plain.join(',');
}

function imageName({ Image, ImageID }: ListedContainer, truncate: boolean): string {
  if (Image === '') return '<no image>';
  if (!truncate) return Image;
  if (shortId(ImageID) === shortId(Image)) return shortId(ImageID);
  let reference: Reference;
  try {
    reference = parseReference(Image);
  } catch {
    return Image;
  }
  const { digest: _, ...named } = reference;
  return familiarString(named);
}

function size({ SizeRw = 0, SizeRootFs = 0 }: ListedContainer): string {
  const own = humanSize(SizeRw, 3);
  return SizeRootFs > 0 ? `${own} (virtual ${humanSize(SizeRootFs, 3)})` : own;
}

function platform({ ImageManifestDescriptor }: ListedContainer): GoValue {
  const found = ImageManifestDescriptor?.platform;
  return found ? new GoMap(new Map(Object.entries(found))) : null;
}

/** A container without anything, to try a template on before the engine is asked. */
export const NO_CONTAINER: ListedContainer = { Id: '', Image: '', ImageID: '', Command: '', Created: 0, State: '', Status: '' };
