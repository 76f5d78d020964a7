/** Words that change more often than this cannot be read, and laying them out costs more than all else in a frame. */
const SHORTEST_MS = 100;

const never = () => false;

/**
 * Calls `update` at once when there was none for a while, or when the change is `urgent`; from then on
 * once in {@link SHORTEST_MS}. The last change is always shown.
 */
export function paced(update: () => void, signal: AbortSignal, urgent = never): () => void {
  let last = Number.NEGATIVE_INFINITY;
  let later: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    clearTimeout(later);
    later = undefined;
    last = performance.now();
    update();
  };
  signal.addEventListener('abort', () => clearTimeout(later));
  return () => {
    const left = last + SHORTEST_MS - performance.now();
    if (left <= 0 || urgent()) now();
    else later ??= setTimeout(now, left);
  };
}
