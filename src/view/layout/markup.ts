import type { Subject } from '../../core/trace/step.ts';
import type { Figure, Group, Scene } from './figure.ts';

/**
 * An SVG element as data: what both renderers work from. Text is for the eyes: whoever
 * listens gets the labels, which say more.
 */
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
      return {
        key,
        tag: 'text',
        attributes: { ...classes(is), x: number(x), y: number(y), 'aria-hidden': 'true' },
        children: tooltip,
        text,
      };
    }
    case 'group': {
      const { x = 0, y = 0, is } = figure;
      const transform: Record<string, string> = x || y ? { transform: `translate(${number(x)} ${number(y)})` } : {};
      return {
        key,
        tag: 'g',
        attributes: { ...classes(is), ...transform },
        children: figure.subject ? withHandle(figure, figure.subject) : figure.children.map(mark),
      };
    }
  }
}

/**
 * What can be selected has its surface as a button, with the words and whatever else stands on it
 * beside the button: there may be further buttons among them, and buttons must not be nested.
 */
function withHandle({ is, label, children }: Group, { kind, id }: Subject): Mark[] {
  const count = children.findIndex((child) => child.kind !== 'rect');
  const surface = count < 0 ? children : children.slice(0, count);
  const handle: Mark = {
    key: 'handle',
    tag: 'g',
    attributes: {
      class: 'handle',
      role: 'button',
      tabindex: '-1',
      'data-kind': kind,
      'data-id': id,
      'aria-label': [visible(children), label].filter(Boolean).join(', '),
      'aria-pressed': String(/\bselected\b/.test(is ?? '')),
    },
    children: surface.map(mark),
  };
  return [handle, ...children.slice(surface.length).map(mark)];
}

/** What can be read in a thing, uncut: its name begins with it, so that whoever speaks to the page can say what is seen. */
function visible(figures: readonly Figure[]): string {
  return figures
    .map((figure) =>
      figure.kind === 'text' ? (figure.title ?? figure.text) : figure.kind === 'group' && !figure.subject ? visible(figure.children) : '',
    )
    .filter(Boolean)
    .join(' ');
}

export const marksOf = (scene: Scene): readonly Mark[] => scene.figures.map(mark);
