/**
 * The design tokens, both themes in one place, as CSS custom properties on `:root`. The theme is the
 * system's, unless `data-theme` on the root says `light` or `dark`. Status is never told by colour
 * alone; these only go with the word.
 */

/** Name, light, dark. `test/view/tokens.test.ts` holds the contrast of those that meet. */
export const colours: readonly (readonly [name: string, light: string, dark: string])[] = [
  // Surfaces, from the lowest up.
  ['ground', '#f4f6f8', '#0e141b'],
  ['paper', '#ffffff', '#161f29'],
  ['hush', '#e9edf2', '#212d3a'],
  ['line', '#cfd7df', '#33414f'],
  ['line-strong', '#7d8b99', '#75879a'],
  // Text.
  ['ink', '#16202b', '#eaf0f6'],
  ['soft', '#526070', '#a5b4c3'],
  ['link', '#155bb0', '#8ac0ff'],
  ['focus', '#155bb0', '#8ac0ff'],
  // The parts.
  ['client', '#5546c8', '#aca3ff'],
  ['engine', '#1563bd', '#7db7ff'],
  ['registry', '#0a6f6a', '#5fd0c8'],
  ['kernel', '#4d5965', '#a9b6c3'],
  // What happens now: the one accent.
  ['now', '#c2410c', '#ff9a5c'],
  ['now-ink', '#ffffff', '#231004'],
  ['now-ground', '#fff0e6', '#382214'],
  // Status.
  ['ok', '#1b6b32', '#74d98f'],
  ['ok-ground', '#e2f3e7', '#15301e'],
  ['warn', '#8a4b00', '#ffca66'],
  ['warn-ground', '#fff1d0', '#382b10'],
  ['bad', '#b3201d', '#ff9a94'],
  ['bad-ground', '#fdeaea', '#3d1a1a'],
  // Layers: one tint a digest, and the same wherever it appears.
  ['tint-0', '#9db8e6', '#40639f'],
  ['tint-1', '#9fd3b6', '#3a7858'],
  ['tint-2', '#e8c97f', '#806423'],
  ['tint-3', '#dfaccb', '#8a5074'],
  ['tint-4', '#b4a9ea', '#6557ac'],
  ['tint-5', '#93d3d6', '#2c7679'],
  ['tint-6', '#ecb596', '#8f5637'],
  ['tint-7', '#b8c2cd', '#5b6a79'],
  // The terminal is dark in both themes.
  ['terminal-ground', '#101820', '#090e14'],
  ['terminal-ink', '#e2e9f0', '#e2e9f0'],
  ['terminal-soft', '#9aabbb', '#9aabbb'],
  ['terminal-green', '#8fd9a6', '#8fd9a6'],
  ['terminal-cursor', '#ff9a5c', '#ff9a5c'],
  ['terminal-line', '#2b3947', '#2b3947'],
  ['terminal-hover', '#1d2935', '#1d2935'],
];

const themed = colours.map(([name, light, dark]) => `--${name}:light-dark(${light},${dark});`).join('');

export const tokens = `:root{color-scheme:light dark;${themed}
--font-sans:"Inter Variable",Inter,"Noto Sans","DejaVu Sans",system-ui,sans-serif;
--font-mono:"JetBrains Mono Variable","JetBrains Mono","DejaVu Sans Mono",ui-monospace,monospace;
--size-small:.875rem;--size-body:1rem;--size-large:1.1875rem;--size-title:1.375rem;
--space:.5rem;--radius-small:.375rem;--radius:.625rem;--radius-large:1rem;
--target:2.5rem}
@media (pointer:coarse){:root{--target:2.75rem}}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark}`;
