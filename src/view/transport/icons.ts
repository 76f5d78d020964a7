import { html, type TemplateResult } from 'lit';

const icon = (d: string): TemplateResult => html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${d} /></svg>`;

export const first = icon('M4 5h3v14H4zM14 5.5v13L7.5 12zM21 5.5v13L14.5 12z');
export const back = icon('M14 5.5v13L5 12zM16 5h3v14h-3z');
export const play = icon('M7 4.5v15L20 12z');
export const pause = icon('M6 5h4v14H6zM14 5h4v14h-4z');
export const forward = icon('M10 5.5v13L19 12zM5 5h3v14H5z');
