/** Compares texts with the numbers in them counted as numbers: `80/tcp` before `443/tcp` (fvbommel/sortorder NaturalLess). */
export function compareNatural(a: string, b: string): number {
  const pieces = (text: string) => text.match(/\d+|\D/g) ?? [];
  const [x, y] = [pieces(a), pieces(b)];
  for (let at = 0; at < Math.min(x.length, y.length); at++) {
    const [one, other] = [x[at] as string, y[at] as string];
    if (one === other) continue;
    const numbers = /^\d/.test(one) && /^\d/.test(other);
    if (!numbers) return one < other ? -1 : 1;
    if (Number(one) !== Number(other)) return Number(one) - Number(other);
    return one.length - other.length;
  }
  return x.length - y.length;
}
