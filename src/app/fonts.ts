import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import mono from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2?url';

/** The two faces, from packages. They come after the first picture; until then the system's stand in. */
export function loadFonts(): void {
  for (const [family, url] of [
    ['Inter Variable', inter],
    ['JetBrains Mono Variable', mono],
  ] as const) {
    const face = new FontFace(family, `url("${url}") format("woff2-variations")`, { weight: '100 900', display: 'swap' });
    document.fonts.add(face);
    // Without it the page stays as legible as it is.
    face.load().catch(() => {});
  }
}
