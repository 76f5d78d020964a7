import { html, type TemplateResult } from 'lit';

const icon = (d: string): TemplateResult => html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${d} /></svg>`;

export const first = icon('M5 5h3v14H5zM20 5.5v13L9.5 12z');
export const back = icon('M18 5.5v13L7 12z');
export const play = icon('M7 4.5v15l13-7.5z');
export const pause = icon('M6 5h4v14H6zM14 5h4v14h-4z');
export const forward = icon('M5 5.5v13L15 12zM16 5h3v14h-3z');
