import type { HistoryEntry, RuntimeConfig } from '../manifest.ts';
import type { LayerTree } from './tree.ts';

/**
 * An image as code: what a Dockerfile is to a built image, with each step's files written out. The
 * history's texts are those of BuildKit.
 */
export interface LayerRecipe {
  /** Names the layer among all of the catalogue: images with the same base share it. */
  readonly name: string;
  /** The date of its files, ISO 8601. */
  readonly date: string;
  /** The same bytes for each architecture: scripts and configuration alone. */
  readonly portable?: boolean;
  readonly fill: (tree: LayerTree) => void;
}

export interface Step {
  readonly createdBy: string;
  readonly comment?: string;
  readonly layer?: LayerRecipe;
  readonly configure?: (config: RuntimeConfig) => RuntimeConfig;
}

export interface ImageRecipe {
  readonly repository: string;
  readonly tags: readonly string[];
  /** ISO 8601 */
  readonly created: string;
  readonly from?: ImageRecipe;
  readonly steps: readonly Step[];
}

const BUILDKIT = 'buildkit.dockerfile.v0';
const instruction = (createdBy: string, configure: Step['configure']): Step => ({
  createdBy,
  comment: BUILDKIT,
  ...(configure ? { configure } : {}),
});
/** A list as Go prints it: `["nginx" "-g" "daemon off;"]`. */
const quoted = (words: readonly string[]) => `[${words.map((word) => JSON.stringify(word)).join(' ')}]`;

/** A base that did not come from a Dockerfile's steps: a distribution's own build. */
export const base = (createdBy: string, layer: LayerRecipe, comment?: string): Step => ({
  createdBy,
  layer,
  ...(comment === undefined ? {} : { comment }),
});
export const run = (command: string, layer: LayerRecipe): Step => ({
  createdBy: `RUN /bin/sh -c ${command} # buildkit`,
  comment: BUILDKIT,
  layer,
});
export const copy = (what: string, layer: LayerRecipe): Step => ({ createdBy: `COPY ${what} # buildkit`, comment: BUILDKIT, layer });
export const add = (what: string, layer: LayerRecipe): Step => ({ createdBy: `ADD ${what} # buildkit`, comment: BUILDKIT, layer });

export const env = (name: string, value: string): Step =>
  instruction(`ENV ${name}=${value}`, (config) => {
    const others = config.Env ?? [];
    const line = `${name}=${value}`;
    const known = others.some((entry) => entry.startsWith(`${name}=`));
    return { ...config, Env: known ? others.map((entry) => (entry.startsWith(`${name}=`) ? line : entry)) : [...others, line] };
  });
export const label = (name: string, value: string): Step =>
  instruction(`LABEL ${name}=${value}`, (config) => ({ ...config, Labels: { ...config.Labels, [name]: value } }));
export const expose = (port: string): Step =>
  instruction(`EXPOSE map[${port}:{}]`, (config) => ({ ...config, ExposedPorts: { ...config.ExposedPorts, [port]: {} } }));
export const volume = (path: string): Step =>
  instruction(`VOLUME [${path}]`, (config) => ({ ...config, Volumes: { ...config.Volumes, [path]: {} } }));
export const stopSignal = (signal: string): Step => instruction(`STOPSIGNAL ${signal}`, (config) => ({ ...config, StopSignal: signal }));
/** Takes back a command that came from the base, as Docker's builder does. */
export const entrypoint = (words: readonly string[]): Step =>
  instruction(`ENTRYPOINT ${quoted(words)}`, ({ Cmd: _, ...config }) => ({ ...config, Entrypoint: words }));
export const cmd = (words: readonly string[]): Step => instruction(`CMD ${quoted(words)}`, (config) => ({ ...config, Cmd: words }));
/** Makes a layer, for the folder may be new. */
export const workdir = (path: string, layer: LayerRecipe): Step => ({
  createdBy: `WORKDIR ${path}`,
  comment: BUILDKIT,
  layer,
  configure: (config) => ({ ...config, WorkingDir: path }),
});

interface DatedStep {
  readonly step: Step;
  readonly created: string;
}

/** All steps, the base's first. */
function allSteps(image: ImageRecipe): DatedStep[] {
  return [...(image.from ? allSteps(image.from) : []), ...image.steps.map((step) => ({ step, created: image.created }))];
}

export function layersOf(image: ImageRecipe): LayerRecipe[] {
  return allSteps(image).flatMap(({ step }) => (step.layer ? [step.layer] : []));
}

const EMPTY: RuntimeConfig = { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], WorkingDir: '/' };

export function runtimeConfigOf(image: ImageRecipe): RuntimeConfig {
  return allSteps(image).reduce((config, { step }) => step.configure?.(config) ?? config, EMPTY);
}

export function historyOf(image: ImageRecipe): HistoryEntry[] {
  return allSteps(image).map(({ step, created }) => ({
    created,
    created_by: step.createdBy,
    ...(step.comment === undefined ? {} : { comment: step.comment }),
    ...(step.layer ? {} : { empty_layer: true }),
  }));
}
