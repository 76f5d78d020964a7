import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Step, Subject } from '../../core/trace/step.ts';
import { emptyWorld, type WorldState } from '../../core/trace/world-state.ts';
import { SpanIndex } from '../layout/spans.ts';
import { prose } from '../prose.ts';
import { SubjectSelected } from '../selection.ts';
import { type Facts, factsOf } from './facts.ts';
import { glossary } from './glossary.ts';
import { INVITATION, INVITATION_DETAIL } from './invitation.ts';
import { type Cause, whyChain } from './why.ts';

const PARTS_SHOWN: readonly (readonly [id: string, name: string, role: string])[] = [
  ['client', 'Client', 'the docker command: it only asks'],
  ['api', 'API', 'the engine’s door: HTTP over a socket'],
  ['engine', 'Engine', 'the daemon, which does the work'],
  ['registry', 'Registry', 'far away: where images come from'],
  ['cache', 'Image cache', 'images that are here already'],
  ['containers', 'Containers', 'processes with a view of their own'],
  ['kernel', 'One kernel', 'which all of them share'],
];

/**
 * The explaining lens: what happens at this step, why it does (from cause to cause up to the command
 * that was typed), and what is known of the thing it is about, or of the thing chosen.
 *
 * @summary The present step, explained.
 * @fires subject-selected - a cause was chosen, or the chosen thing let go
 */
@customElement('drydock-explain')
export class ExplainElement extends LitElement {
  /** The step at the cursor. */
  @property({ attribute: false }) step: Step | undefined;
  /** The world at the cursor. */
  @property({ attribute: false }) world: WorldState = emptyWorld();
  /** Who caused what, over the same trace. */
  @property({ attribute: false }) spans = new SpanIndex();
  /** What is chosen, in whichever view. */
  @property({ attribute: false }) selected: Subject | undefined;
  static override styles = css`
    :host {
      display: block;
      height: 100%;
      overflow-y: auto;
      padding: 4px 16px 24px;
      font: 15px/1.5 var(--font-sans);
      color: var(--ink);
    }
    section {
      padding: 12px 0;
    }
    section + section {
      border-top: 1px solid var(--line);
    }
    h3 {
      margin: 0 0 6px;
      font-size: 16px;
      line-height: 1.3;
      overflow-wrap: anywhere;
    }
    .kicker {
      margin: 0 0 4px;
      font-size: 13px;
      font-weight: 600;
      color: var(--soft);
    }
    p {
      margin: 0 0 8px;
    }
    .caption {
      font-size: 18px;
      line-height: 1.4;
    }
    .soft {
      color: var(--soft);
    }
    ol,
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .why li {
      position: relative;
      padding-left: 24px;
    }
    .why li::before {
      content: '';
      position: absolute;
      left: 6px;
      top: 15px;
      width: 8px;
      height: 8px;
      border-radius: 50%;
      background: var(--now);
    }
    .why li:not(:last-child)::after {
      content: '';
      position: absolute;
      left: 9.25px;
      top: 25px;
      bottom: -13px;
      width: 1.5px;
      background: var(--line);
    }
    button {
      min-height: 38px;
      padding: 6px 8px;
      margin-left: -8px;
      border: 0;
      border-radius: 6px;
      background: none;
      color: inherit;
      font: inherit;
      text-align: left;
      overflow-wrap: anywhere;
      cursor: pointer;
    }
    .plain {
      display: block;
      padding: 8px 0;
      min-height: 22px;
    }
    button:hover {
      background: var(--hush);
    }
    button:focus-visible {
      outline: 2px solid var(--focus);
    }
    .let-go {
      margin: 0 0 0 -8px;
      color: var(--link);
    }
    dl {
      display: grid;
      grid-template-columns: minmax(84px, max-content) minmax(0, 1fr);
      gap: 4px 12px;
      margin: 8px 0 0;
    }
    dl.terms {
      grid-template-columns: minmax(0, 1fr);
      gap: 2px;
    }
    .terms dd {
      margin-bottom: 8px;
    }
    dt {
      color: var(--soft);
    }
    .terms dt {
      color: var(--ink);
      font-weight: 600;
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    code {
      font: 0.92em/1.4 var(--font-mono);
    }
    .facts dd {
      font: 13.5px/1.6 var(--font-mono);
    }
    @media (pointer: coarse) {
      button {
        min-height: 44px;
      }
    }
  `;

  get #span(): string | undefined {
    const { selected, step } = this;
    const subject = selected ?? step?.subject;
    if (!subject) return step?.command;
    if (subject.kind === 'exchange' || subject.kind === 'command') return subject.id;
    if (subject.kind === 'layer') return this.world.layers.get(subject.id)?.exchange ?? step?.command;
    if (subject.kind === 'container') return this.world.containers.get(subject.id)?.parent ?? step?.command;
    return selected ? undefined : step?.command;
  }

  protected override render() {
    const { step, selected, world } = this;
    const subject = selected ?? step?.subject;
    const facts = subject && factsOf(subject, world);
    const span = this.#span;
    const terms = glossary(step?.terms ?? []);
    const causes = span ? whyChain(span, this.spans, world) : [];
    return html`
      ${
        selected
          ? html`<section>
              <p class="kicker">Chosen</p>
              ${facts ? this.#facts(facts) : html`<p class="soft">It is not there at this moment.</p>`}
              <button type="button" class="let-go" @click=${() => this.dispatchEvent(new SubjectSelected(undefined))}>Let go (Escape)</button>
            </section>`
          : step
            ? html`<section>
                <p class="kicker">Now</p>
                <p class="caption">${step.caption}</p>
                ${step.detail ? html`<p class="soft">${step.detail}</p>` : nothing}
              </section>`
            : html`<section>
                  <p class="caption">${INVITATION}</p>
                  <p class="soft">${INVITATION_DETAIL}</p>
                </section>
                ${this.#parts()}`
      }
      ${causes.length ? this.#why(causes) : nothing}
      ${!selected && facts ? html`<section>${this.#facts(facts)}</section>` : nothing}
      ${
        !selected && terms.length
          ? html`<section>
              <h3>Words</h3>
              <dl class="terms">${terms.map(({ word, meaning }) => html`<dt>${word}</dt><dd>${prose(meaning)}</dd>`)}</dl>
            </section>`
          : nothing
      }
    `;
  }

  /** What is on the picture, for whoever sees it for the first time. */
  #parts() {
    return html`<section>
      <h3>What is on the picture</h3>
      <ul class="parts">
        ${PARTS_SHOWN.map(
          ([id, name, role]) =>
            html`<li>
              <button type="button" @click=${() => this.dispatchEvent(new SubjectSelected({ kind: 'part', id }))}><b>${name}</b> <span class="soft">${role}</span></button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #why(causes: readonly Cause[]) {
    return html`<section>
      <h3>Why does this happen?</h3>
      <ol class="why">
        ${causes.map(({ text, subject }) =>
          subject
            ? html`<li><button type="button" @click=${() => this.dispatchEvent(new SubjectSelected(subject))}>${text}</button></li>`
            : html`<li><span class="plain">${text}</span></li>`,
        )}
      </ol>
    </section>`;
  }

  #facts({ title, about, rows }: Facts) {
    return html`<h3>${title}</h3>
      ${about ? html`<p>${prose(about)}</p>` : nothing}
      ${rows.length ? html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-explain': ExplainElement;
  }
}
