import { ramInBytes } from '../format/units.ts';
import { csvFields, cut } from './csv.ts';

/** A mount as `--mount` describes it, in the API's own fields and order; what is empty is left out, as Go's `omitempty`. */
export interface Mount {
  readonly Type: string;
  readonly Source?: string;
  readonly Target?: string;
  readonly ReadOnly?: true;
  readonly Consistency?: string;
  readonly BindOptions?: Readonly<Record<string, unknown>>;
  readonly VolumeOptions?: Readonly<Record<string, unknown>>;
  readonly ImageOptions?: Readonly<Record<string, unknown>>;
  readonly TmpfsOptions?: Readonly<Record<string, unknown>>;
}

interface Draft {
  type: string;
  source: string;
  target: string;
  readOnly: boolean;
  consistency: string;
  bind?: { Propagation?: string; NonRecursive?: true; ReadOnlyNonRecursive?: true; ReadOnlyForceRecursive?: true };
  volume?: { NoCopy?: true; Labels: Record<string, string>; Subpath?: string; Name?: string; Options?: Record<string, string> };
  image?: { Subpath?: string };
  tmpfs?: { SizeBytes?: number; Mode?: number };
}

function bool(key: string, value: string): boolean {
  if (/^(1|t|T|TRUE|true|True)$/.test(value)) return true;
  if (/^(0|f|F|FALSE|false|False)$/.test(value)) return false;
  throw new Error(`invalid value for ${key}: ${value}`);
}

function put(target: Record<string, string>, text: string): void {
  const [key, value = ''] = cut(text);
  if (key) target[key] = value;
}

const volumeOf = (draft: Draft) => {
  draft.volume ??= { Labels: {} };
  return draft.volume;
};
const bindOf = (draft: Draft) => {
  draft.bind ??= {};
  return draft.bind;
};
const tmpfsOf = (draft: Draft) => {
  draft.tmpfs ??= {};
  return draft.tmpfs;
};

const flag = (on: boolean) => (on ? (true as const) : undefined);

function bindRecursive(draft: Draft, value: string): void {
  const bind = bindOf(draft);
  if (value === 'disabled') bind.NonRecursive = true;
  else if (value === 'writable') bind.ReadOnlyNonRecursive = true;
  else if (value === 'readonly') bind.ReadOnlyForceRecursive = true;
  else if (value !== 'enabled') {
    throw new Error(`invalid value for bind-recursive: ${value} (must be "enabled", "disabled", "writable", or "readonly")`);
  }
}

type Setter = (draft: Draft, value: string, key: string) => void;

const source: Setter = (draft, value) => {
  draft.source = value;
};
const target: Setter = (draft, value) => {
  draft.target = value;
};
const readOnly: Setter = (draft, value, key) => {
  draft.readOnly = bool(key, value);
};

/** The keys of `--mount` (docker/cli opts/mount.go). */
const KEYS: Readonly<Record<string, Setter>> = {
  type: (draft, value) => {
    draft.type = value.toLowerCase();
  },
  source,
  src: source,
  target,
  dst: target,
  destination: target,
  readonly: readOnly,
  ro: readOnly,
  consistency: (draft, value) => {
    draft.consistency = value.toLowerCase();
  },
  'bind-propagation': (draft, value) => {
    bindOf(draft).Propagation = value.toLowerCase();
  },
  'bind-nonrecursive': (draft, value, key) => {
    bindOf(draft).NonRecursive = flag(bool(key, value));
  },
  'bind-recursive': bindRecursive,
  'volume-subpath': (draft, value) => {
    volumeOf(draft).Subpath = value;
  },
  'volume-nocopy': (draft, value, key) => {
    volumeOf(draft).NoCopy = flag(bool(key, value));
  },
  'volume-label': (draft, value) => put(volumeOf(draft).Labels, value),
  'volume-driver': (draft, value) => {
    volumeOf(draft).Name = value;
  },
  'volume-opt': (draft, value) => {
    const volume = volumeOf(draft);
    volume.Options ??= {};
    put(volume.Options, value);
  },
  'image-subpath': (draft, value) => {
    draft.image = { Subpath: value };
  },
  'tmpfs-size': (draft, value, key) => {
    try {
      tmpfsOf(draft).SizeBytes = ramInBytes(value);
    } catch {
      throw new Error(`invalid value for ${key}: ${value}`);
    }
  },
  'tmpfs-mode': (draft, value, key) => {
    if (!/^[0-7]+$/.test(value)) throw new Error(`invalid value for ${key}: ${value}`);
    tmpfsOf(draft).Mode = Number.parseInt(value, 8);
  },
};

/** What may stand without a value. */
const BARE: ReadonlySet<string> = new Set(['readonly', 'ro', 'volume-nocopy', 'bind-nonrecursive']);

/** @throws Error in docker's words */
export function parseMount(text: string): Mount {
  const draft: Draft = { type: 'volume', source: '', target: '', readOnly: false, consistency: '' };
  for (const field of csvFields(text)) {
    const [name, value] = cut(field);
    const key = name.toLowerCase();
    if (value === undefined && !BARE.has(key)) throw new Error(`invalid field '${field}' must be a key=value pair`);
    const set = KEYS[key];
    if (!set) throw new Error(`unexpected key '${key}' in '${field}'`);
    set(draft, value ?? 'true', key);
  }
  check(draft);
  const { bind, volume, image, tmpfs } = draft;
  const driver = volume && { ...(volume.Name ? { Name: volume.Name } : {}), ...(volume.Options ? { Options: volume.Options } : {}) };
  return {
    Type: draft.type,
    ...(draft.source ? { Source: draft.source } : {}),
    ...(draft.target ? { Target: draft.target } : {}),
    ...(draft.readOnly ? { ReadOnly: true as const } : {}),
    ...(draft.consistency ? { Consistency: draft.consistency } : {}),
    ...(bind ? { BindOptions: bind } : {}),
    ...(volume
      ? {
          VolumeOptions: {
            ...(volume.NoCopy ? { NoCopy: true } : {}),
            ...(Object.keys(volume.Labels).length ? { Labels: volume.Labels } : {}),
            ...(volume.Subpath ? { Subpath: volume.Subpath } : {}),
            DriverConfig: driver,
          },
        }
      : {}),
    ...(image ? { ImageOptions: image } : {}),
    ...(tmpfs ? { TmpfsOptions: tmpfs } : {}),
  };
}

function check({ type, target: path, bind, volume, image, tmpfs, readOnly: locked }: Draft): void {
  if (type === '') throw new Error('type is required');
  if (path === '') throw new Error('target is required');
  const mixed = (kind: string, given: unknown) => {
    if (given && type !== kind) throw new Error(`cannot mix '${kind}-*' options with mount type '${type}'`);
  };
  mixed('volume', volume);
  mixed('image', image);
  mixed('bind', bind);
  mixed('tmpfs', tmpfs);
  if (bind?.ReadOnlyNonRecursive && !locked) {
    throw new Error(`option 'bind-recursive=writable' requires 'readonly' to be specified in conjunction`);
  }
  if (bind?.ReadOnlyForceRecursive && !locked) {
    throw new Error(`option 'bind-recursive=readonly' requires 'readonly' to be specified in conjunction`);
  }
  if (bind?.ReadOnlyForceRecursive && bind.Propagation !== 'rprivate') {
    throw new Error(`option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction`);
  }
}
