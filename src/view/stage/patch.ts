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
const keyOf = ({ tag, key }: Mark) => `${tag} ${key}`;

/** The first child that was drawn here. */
function firstDrawn(parent: Element): Element | null {
  let child = parent.firstElementChild;
  while (child && !keys.has(child)) child = child.nextElementSibling;
  return child;
}

/** Makes the children of `parent` look like `marks`; an element stays the same one as long as its key does. */
export function patch(parent: Element, marks: readonly Mark[]): void {
  let at = firstDrawn(parent);
  let done = 0;
  // From one frame to the next, mostly nothing comes or goes.
  for (; at && done < marks.length && keys.get(at) === keyOf(marks[done] as Mark); done++) {
    update(at, marks[done] as Mark);
    at = at.nextElementSibling;
  }
  if (!at && done === marks.length) return;
  const old = new Map<string, Element>();
  for (let child = at; child; child = child.nextElementSibling) old.set(keys.get(child) ?? '', child);
  for (const mark of marks.slice(done)) {
    const key = keyOf(mark);
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
