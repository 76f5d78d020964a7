import type { Scene } from '../layout/figure.ts';
import { type Mark, marksOf } from '../layout/markup.ts';
import { firstPictureStyles, stageDefs, stageStyles } from './stage-styles.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const quoted = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] as string);

function html({ tag, attributes, children, text = '' }: Mark): string {
  const list = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${quoted(value)}"`)
    .join('');
  return `<${tag}${list}>${quoted(text)}${children.map(html).join('')}</${tag}>`;
}

/** The scene as SVG text. */
export function sceneSvg(scene: Scene, is = ''): string {
  const { width, height, variant } = scene;
  const marks = marksOf(scene).map(html).join('');
  return `<svg${is ? ` class="${is} ${variant}"` : ''} viewBox="0 0 ${width} ${height}" role="group" aria-label="The stage">${stageDefs}${marks}</svg>`;
}

/**
 * What goes into the stage element in the HTML, so that its first picture is there before any script
 * runs: a declarative shadow root with the picture in each arrangement. The element takes it over.
 */
export const firstPicture = (scenes: readonly Scene[]): string =>
  `<template shadowrootmode="open"><style>${stageStyles}${firstPictureStyles}</style>${scenes.map((scene) => sceneSvg(scene, 'first')).join('')}</template>`;
