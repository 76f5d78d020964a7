/** Whether API version `a` comes before `b`: `1.9` before `1.40`. */
export function olderThan(a: string, b: string): boolean {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  for (let at = 0; at < Math.max(x.length, y.length); at++) {
    const difference = (x[at] ?? 0) - (y[at] ?? 0);
    if (difference) return difference < 0;
  }
  return false;
}
