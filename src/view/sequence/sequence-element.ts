import { html, LitElement, nothing, type PropertyValues, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Subject } from '../../core/trace/step.ts';
import { emptyWorld, type WorldState } from '../../core/trace/world-state.ts';
import { humanTime } from '../layout/exchange.ts';
import { type Arrow, type Lifeline, lifelines, messagesIn, progressOf, retold, type Sequence, sequenceOf } from '../layout/sequence.ts';
import { VirtualList } from '../list/virtual-list.ts';
import { SubjectSelected } from '../selection.ts';
import { sequenceStyles } from './sequence-styles.ts';

const ROW = 44;
/** Half of an activation bar's width. */
const BAR = 4;

/**
 * The sequence lens: who said what to whom, time running down. An arrow that is still under way ends
 * where its message is.
 *
 * @summary A sequence diagram of the trace up to the cursor.
 * @fires subject-selected - an exchange was chosen
 */
@customElement('drydock-sequence')
export class SequenceElement extends LitElement {
  static override styles = sequenceStyles;

  /** The world at the cursor. */
  @property({ attribute: false }) world: WorldState = emptyWorld();
  /** The cursor, in virtual milliseconds. */
  @property({ type: Number }) now = 0;
  /** What is chosen, in whichever view. */
  @property({ attribute: false }) selected: Subject | undefined;

  @state() private width = 360;
  @query('.rows') private readonly scroller!: HTMLElement | null;

  #sequence: Sequence = { arrows: [], activations: [] };
  /** What the sequence was made of: which trace, how many exchanges, how many messages. */
  private drawn: readonly [first: unknown, exchanges: number, messages: number] = [undefined, 0, 0];
  /** Which of an exchange's arrows the keyboard stands on. */
  #kind: Arrow['kind'] = 'request';
  #observer: ResizeObserver | undefined;
  readonly #list = new VirtualList(this, {
    rowHeight: ROW,
    count: () => this.#sequence.arrows.length,
    scroller: () => this.scroller,
    active: () => this.#active,
    choose: (index) => this.#choose(index),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver(([entry]) => {
      this.width = Math.max(280, (entry?.contentRect.width ?? 360) - 16);
    });
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  get #active(): number {
    if (this.selected?.kind !== 'exchange') return -1;
    const { id } = this.selected;
    const { arrows } = this.#sequence;
    const exact = arrows.findIndex((arrow) => arrow.exchange === id && arrow.kind === this.#kind);
    return exact >= 0 ? exact : arrows.findIndex((arrow) => arrow.exchange === id);
  }

  #choose(index: number): void {
    const arrow = this.#sequence.arrows[index];
    if (!arrow) return;
    this.#kind = arrow.kind;
    this.dispatchEvent(new SubjectSelected({ kind: 'exchange', id: arrow.exchange }));
    this.requestUpdate();
  }

  /** Where a lifeline stands, from the left. */
  #x(lifeline: Lifeline): number {
    const margin = 44;
    return margin + (lifelines.indexOf(lifeline) * (this.width - 2 * margin)) / (lifelines.length - 1);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('world')) return;
    const [first] = this.world.exchanges.values();
    const drawn: typeof this.drawn = [first?.request, this.world.exchanges.size, messagesIn(this.world)];
    if (drawn.every((part, at) => part === this.drawn[at])) return;
    this.drawn = drawn;
    this.#sequence = sequenceOf(this.world);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('selected') && this.selected) this.#list.reveal(this.#active);
    else if (changed.has('world') && !this.selected) this.#list.reveal(this.#sequence.arrows.length - 1);
  }

  protected override render() {
    const { arrows } = this.#sequence;
    if (arrows.length === 0)
      return html`<p class="nothing">Nothing has been said yet. Press play, or type a command: each message will be drawn here, from whom it is to whom it goes.</p>`;
    const { first, last } = this.#list.range;
    const active = this.#active;
    const shown = arrows.slice(first, last).map((arrow) => retold(arrow, this.world));
    return html`
      <div class="heads" aria-hidden="true" style="width: ${this.width}px">
        ${lifelines.map((lifeline) => html`<span class="head ${lifeline}" style="left: ${this.#x(lifeline)}px">${lifeline}</span>`)}
      </div>
      <div
        class="rows"
        role="listbox"
        tabindex="0"
        aria-label="Messages in order"
        aria-activedescendant=${active >= first && active < last ? `arrow-${active}` : nothing}
        @scroll=${this.#list.onScroll}
        @keydown=${this.#list.onKey}
      >
        <div class="height" role="presentation" style="height: ${arrows.length * ROW + 16}px; width: ${this.width}px">
          <svg class="lines" aria-hidden="true" width=${this.width} height=${arrows.length * ROW + 16}>
            ${lifelines.map((lifeline) => svg`<line class="life" x1=${this.#x(lifeline)} x2=${this.#x(lifeline)} y1="0" y2=${arrows.length * ROW + 16} />`)}
            ${this.#bars(first, last)}
          </svg>
          ${shown.map((arrow) => this.#arrow(arrow, arrow.row === active, arrows.length))}
          <svg class="lines" aria-hidden="true" width=${this.width} height=${arrows.length * ROW + 16}>
            ${shown.map((arrow) => this.#shaft(arrow))}
          </svg>
        </div>
      </div>
    `;
  }

  #bars(first: number, last: number) {
    const end = this.#sequence.arrows.length;
    return this.#sequence.activations
      .filter((bar) => bar.last >= first && bar.first < last)
      .map((bar) => {
        const top = bar.first * ROW + 32;
        const bottom = Math.min(bar.last, end) * ROW + (bar.last > end ? 0 : 32);
        const on = this.selected?.kind === 'exchange' && this.selected.id === bar.exchange;
        return svg`<rect class="bar ${bar.lifeline} ${on ? 'on' : ''}" x=${this.#x(bar.lifeline) - BAR} y=${top} width=${2 * BAR} height=${Math.max(4, bottom - top)} rx="3" />`;
      });
  }

  /** The arrow itself; one that is under way ends where its message is. */
  #shaft(arrow: Arrow) {
    const from = this.#x(arrow.from);
    const to = this.#x(arrow.to);
    const way = Math.sign(to - from);
    const done = progressOf(arrow, this.now);
    const start = from + way * BAR;
    const tip = start + (to - way * BAR - start) * done;
    const y = arrow.row * ROW + 32;
    return svg`<g class="${arrow.kind} ${done < 1 ? 'flying' : ''}">
      <line class="shaft" x1=${start} x2=${tip} y1=${y} y2=${y} />
      <path class="tip" d="M${tip} ${y}l${-way * 7} -4v8z" />
    </g>`;
  }

  #arrow(arrow: Arrow, on: boolean, count: number) {
    const from = this.#x(arrow.from);
    const to = this.#x(arrow.to);
    const left = Math.min(from, to);
    const near = left < this.width / 4;
    // A label begins at the arrow's outer end, and has room up to the other edge.
    const inset = 8 + (near ? left : this.width - Math.max(from, to));
    return html`<div
      id="arrow-${arrow.row}"
      class="row ${arrow.kind} ${arrow.tone} ${on ? 'on' : ''}"
      role="option"
      aria-selected=${on}
      aria-setsize=${count}
      aria-posinset=${arrow.row + 1}
      aria-label="${arrow.from} to ${arrow.to}: ${arrow.label}, at ${humanTime(arrow.sent)}"
      style="transform: translateY(${arrow.row * ROW}px)"
      @click=${() => this.#choose(arrow.row)}
    >
      <span class="label ${near ? 'near' : 'far'}" style="max-width: ${this.width - inset - 8}px; ${near ? 'left' : 'right'}: ${inset}px">${arrow.label}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-sequence': SequenceElement;
  }
}
