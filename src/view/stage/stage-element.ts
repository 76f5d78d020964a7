import { html, LitElement, unsafeCSS } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';
import type { Step, Subject, SubjectKind } from '../../core/trace/step.ts';
import { emptyWorld, type WorldState } from '../../core/trace/world-state.ts';
import { type Arrangement, arrange, arrangements } from '../layout/arrangement.ts';
import { marksOf } from '../layout/markup.ts';
import { stageScene } from '../layout/scene.ts';
import { SubjectSelected } from '../selection.ts';
import { neighbour, type Way } from './neighbour.ts';
import { patch } from './patch.ts';
import { stageDefs, stageStyles } from './stage-styles.ts';

const ways: Readonly<Record<string, Way>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/**
 * Who talks to whom now: client, engine, registry, the image cache and the containers on their one
 * kernel, and every message on its way. A function of the world and the cursor.
 *
 * One thing on it can be reached by Tab, the others by the arrow keys; Enter or a click selects,
 * Escape lets go.
 *
 * @fires subject-selected - a thing was chosen, or let go of
 */
@customElement('drydock-stage')
export class DrydockStage extends LitElement {
  static override styles = unsafeCSS(stageStyles);

  /** The world at the cursor. */
  @property({ attribute: false }) world: WorldState = emptyWorld();
  /** The cursor's virtual time, in milliseconds. */
  @property({ type: Number }) at = 0;
  /** The step that the cursor is in; what it is about is marked. */
  @property({ attribute: false }) step: Step | undefined;
  /** What is selected, in whichever view. */
  @property({ attribute: false }) selection: Subject | undefined;

  @state() private arrangement: Arrangement = arrangements.wide;

  #resize: ResizeObserver | undefined;

  /** The HTML may hold a first picture in a shadow root of its own: it makes way for the real one. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    this.shadowRoot?.replaceChildren();
    return super.createRenderRoot();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#fit(this.clientWidth, this.clientHeight);
    this.#resize = new ResizeObserver(([entry]) => {
      if (entry) this.#fit(entry.contentRect.width, entry.contentRect.height);
    });
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
  }

  override render() {
    const { width, height } = this.arrangement;
    return html`<svg
      viewBox="0 0 ${width} ${height}"
      role="group"
      aria-label="The stage: client, engine and registry, and what goes on between them"
      @click=${this.#onClick}
      @keydown=${this.#onKey}
      @focusin=${this.#onFocus}
    >
      ${unsafeSVG(stageDefs)}
      <g class="scene"></g>
    </svg>`;
  }

  protected override updated(): void {
    const scene = this.renderRoot.querySelector('.scene');
    if (!scene) return;
    const { world, at, step, selection, arrangement } = this;
    patch(scene, marksOf(stageScene({ world, at, arrangement, step, selection })));
    if (!scene.querySelector('[tabindex="0"]')) scene.querySelector('[role=button]')?.setAttribute('tabindex', '0');
  }

  #fit(width: number, height: number): void {
    if (width > 0 && height > 0) this.arrangement = arrange(width, height);
  }

  #subjectOf(target: EventTarget | null): Subject | undefined {
    const figure = target instanceof Element ? target.closest<SVGElement>('[data-kind]') : undefined;
    const { kind, id } = figure?.dataset ?? {};
    return kind && id ? { kind: kind as SubjectKind, id } : undefined;
  }

  #select(subject: Subject | undefined): void {
    this.dispatchEvent(new SubjectSelected(subject));
  }

  readonly #onClick = (event: Event) => {
    this.#select(this.#subjectOf(event.target));
  };

  readonly #onFocus = (event: Event) => {
    for (const old of this.renderRoot.querySelectorAll('[tabindex="0"]')) old.setAttribute('tabindex', '-1');
    if (event.target instanceof SVGElement) event.target.setAttribute('tabindex', '0');
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && this.selection) {
      this.#select(undefined);
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.#select(this.#subjectOf(event.target));
    } else {
      const way = ways[event.key];
      if (!way || !(event.target instanceof SVGElement)) return;
      neighbour(event.target, [...this.renderRoot.querySelectorAll<SVGElement>('[role=button]')], way)?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-stage': DrydockStage;
  }
}
