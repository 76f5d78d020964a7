import { execute } from './evaluate.ts';
import { BUILTINS, DOCKER_FUNCTIONS, type GoFunction } from './functions.ts';
import type { Template } from './node.ts';
import { parseTemplate } from './parse.ts';
import type { GoValue } from './value.ts';

const KNOWN: ReadonlySet<string> = new Set([...Object.keys(BUILTINS), ...Object.keys(DOCKER_FUNCTIONS)]);

/** A Go template with docker's functions. @throws Error `template: :1: …` */
export const parse = (source: string, name?: string): Template => parseTemplate(source, KNOWN, name);

export interface RenderOptions {
  readonly functions?: Readonly<Record<string, GoFunction>>;
  readonly missingKeyIsError?: boolean;
}

/** @throws Error `template: :1:2: executing "" at <.X>: …` */
export const render = (template: Template, data: GoValue, options: RenderOptions = {}): string =>
  execute(template, data, { functions: options.functions ?? DOCKER_FUNCTIONS, missingKeyIsError: options.missingKeyIsError ?? false });
