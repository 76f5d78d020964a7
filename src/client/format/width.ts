/** How many columns a text takes on a terminal (mattn/go-runewidth, without East Asian context). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const NONE = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;

const runeWidth = (rune: string): number => (WIDE.test(rune) ? 2 : NONE.test(rune) ? 0 : 1);

export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const rune of text) width += runeWidth(rune);
  return width;
}

/** At most `limit` columns, the last of them `…` when something was cut (docker/cli formatter.Ellipsis). */
export function ellipsis(text: string, limit: number): string {
  if (limit <= 0) return '';
  const runes = Array.from(text);
  if (limit === 1) return runes[0] ?? '';
  if (displayWidth(text) <= limit) return text;
  let width = 0;
  let kept = '';
  for (const rune of runes) {
    width += runeWidth(rune);
    if (width > limit - 1) break;
    kept += rune;
  }
  return `${kept}…`;
}
