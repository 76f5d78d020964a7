import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Step } from '../../core/trace/step.ts';

/**
 * One sentence about what happens now: who does what, and why. A live region, so that the whole story
 * can be followed without seeing the stage.
 *
 * @csspart sentence - the sentence
 * @csspart detail - one more, for whoever wants to know more
 */
@customElement('drydock-caption')
export class DrydockCaption extends LitElement {
  static override styles = css`
    :host {
      display: block;
      container-type: inline-size;
    }
    .caption {
      box-sizing: border-box;
      /* Room for two lines and one of detail: a step that says more must not move the stage above. */
      min-block-size: 5.9rem;
      padding: 0.5rem 1.125rem;
      background: var(--now-ground);
      border-inline-start: 4px solid var(--now);
      border-radius: var(--radius-small);
      color: var(--ink);
      font-family: var(--font-sans);
      display: grid;
      grid-template-columns: 1fr auto;
      column-gap: 1rem;
      align-content: center;
    }
    p {
      margin: 0;
    }
    .sentence {
      font-size: var(--caption-size, 1.1875rem);
      line-height: 1.35;
      font-weight: 560;
      text-wrap: pretty;
    }
    .detail {
      grid-column: 1 / -1;
      color: var(--soft);
      font-size: var(--caption-detail-size, 0.9375rem);
      line-height: 1.4;
      margin-block-start: 0.25rem;
      text-wrap: pretty;
    }
    .count {
      color: var(--soft);
      font-size: 0.875rem;
      font-variant-numeric: tabular-nums;
      line-height: 1.8;
      white-space: nowrap;
    }
    @container (width < 600px) {
      .caption {
        min-block-size: 8.4rem;
        padding: 0.625rem 0.875rem;
        align-content: start;
      }
      .sentence {
        grid-column: 1 / -1;
        font-size: var(--caption-size, 1.0625rem);
      }
      .count {
        display: none;
      }
    }
  `;

  /** The step that the cursor is in. */
  @property({ attribute: false }) step: Step | undefined;
  /** How many steps there are; not shown when 0. */
  @property({ type: Number }) count = 0;
  /** What to say before the first step. */
  @property() invitation = 'Press play, or type a command below.';

  override render() {
    const { step, count, invitation } = this;
    return html`<div class="caption" aria-live="polite">
      <p class="sentence" part="sentence">${step?.caption ?? invitation}</p>
      ${step && count > 0 ? html`<span class="count" aria-live="off" aria-label="Step ${step.index + 1} of ${count}">${step.index + 1} / ${count}</span>` : nothing}
      ${step?.detail ? html`<p class="detail" part="detail">${step.detail}</p>` : nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-caption': DrydockCaption;
  }
}
