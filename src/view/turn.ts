/** Lets the page breathe: what follows is a task of its own, so that no task is long. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Once the page as it is has been painted. A page that nobody sees is not: there, at once. */
export const painted = (): Promise<void> =>
  document.hidden ? turn() : new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
