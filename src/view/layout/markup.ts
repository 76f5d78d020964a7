import type { Figure, Scene } from './figure.ts';

/** An SVG element as data: what both renderers work from. */
export interface Mark {
  readonly key: string;
  readonly tag: 'g' | 'rect' | 'circle' | 'path' | 'text' | 'title';
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Mark[];
  readonly text?: string;
}

const number = (n: number) => String(Math.round(n * 100) / 100);
const classes = (is: string | undefined): Record<string, string> => (is ? { class: is.trim().replace(/\s+/g, ' ') } : {});

function mark(figure: Figure): Mark {
  const { key } = figure;
  switch (figure.kind) {
    case 'rect': {
      const { x, y, width, height, radius = 0, is } = figure;
      return {
        key,
        tag: 'rect',
        attributes: { ...classes(is), x: number(x), y: number(y), width: number(width), height: number(height), rx: number(radius) },
        children: [],
      };
    }
    case 'circle':
      return {
        key,
        tag: 'circle',
        attributes: { ...classes(figure.is), cx: number(figure.x), cy: number(figure.y), r: number(figure.radius) },
        children: [],
      };
    case 'path':
      return { key, tag: 'path', attributes: { ...classes(figure.is), d: figure.d }, children: [] };
    case 'text': {
      const { x, y, is, text, title } = figure;
      const tooltip: Mark[] = title ? [{ key: 'title', tag: 'title', attributes: {}, children: [], text: title }] : [];
      return { key, tag: 'text', attributes: { ...classes(is), x: number(x), y: number(y) }, children: tooltip, text };
    }
    case 'group': {
      const { x = 0, y = 0, is, subject, label, children } = figure;
      return {
        key,
        tag: 'g',
        attributes: {
          ...classes(is),
          ...(x || y ? { transform: `translate(${number(x)} ${number(y)})` } : {}),
          ...(subject
            ? {
                role: 'button',
                tabindex: '-1',
                'data-kind': subject.kind,
                'data-id': subject.id,
                'aria-label': label ?? '',
                'aria-pressed': String(/\bselected\b/.test(is ?? '')),
              }
            : {}),
        },
        children: children.map(mark),
      };
    }
  }
}

export const marksOf = (scene: Scene): readonly Mark[] => scene.figures.map(mark);
