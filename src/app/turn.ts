/** Lets the page breathe: what follows is a task of its own, so that no task is long. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
