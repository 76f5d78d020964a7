import { html, type TemplateResult } from 'lit';

/** A sentence whose words between backticks are code. */
export function prose(text: string): TemplateResult {
  return html`${text.split('`').map((part, at) => (at % 2 === 0 ? part : html`<code>${part}</code>`))}`;
}
