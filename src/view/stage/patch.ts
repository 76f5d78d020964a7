import type { Mark } from '../layout/markup.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** What was last drawn into an element, so that a picture touches only what changed. */
const drawn = new WeakMap<Element, Mark>();

function create(mark: Mark): Element {
  const element = document.createElementNS(SVG, mark.tag);
  update(element, mark);
  return element;
}

function update(element: Element, mark: Mark): void {
  const before = drawn.get(element);
  for (const name in mark.attributes) {
    const value = mark.attributes[name] as string;
    // Which of the things can be reached by Tab is the element's own affair, once they are there.
    if (before?.attributes[name] !== value && !(before && name === 'tabindex')) element.setAttribute(name, value);
  }
  if (before) for (const name in before.attributes) if (!(name in mark.attributes)) element.removeAttribute(name);
  if (mark.text !== undefined && mark.text !== before?.text) setText(element, mark.text);
  patch(element, mark.children);
  drawn.set(element, mark);
}

/** A text keeps its tooltip, which is a child behind the words. */
function setText(element: Element, text: string): void {
  if (element.firstChild?.nodeType === Node.TEXT_NODE) (element.firstChild as Text).data = text;
  else element.prepend(text);
}

const keys = new WeakMap<Element, string>();

/** Makes the children of `parent` look like `marks`; an element stays the same one as long as its key does. */
export function patch(parent: Element, marks: readonly Mark[]): void {
  const old = new Map<string, Element>();
  for (const child of parent.children) {
    const key = keys.get(child);
    if (key !== undefined) old.set(key, child);
  }
  let at: Element | null = [...parent.children].find((child) => keys.has(child)) ?? null;
  for (const mark of marks) {
    const key = `${mark.tag} ${mark.key}`;
    let element = old.get(key);
    if (element) {
      old.delete(key);
      update(element, mark);
    } else {
      element = create(mark);
      keys.set(element, key);
    }
    if (element === at) at = at.nextElementSibling;
    else parent.insertBefore(element, at);
  }
  for (const gone of old.values()) gone.remove();
}
