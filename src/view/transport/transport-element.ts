import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Level, levels } from '../../core/trace/step.ts';
import { back, first, forward, pause, play } from './icons.ts';
import { type Player, type Speed, speeds } from './player.ts';
import './scrubber-element.ts';

const speedLabel = (speed: Speed) => (speed === 'instant' ? 'instant' : `${speed}×`);

/**
 * Time and detail: to the beginning, a step back, play or pause, a step on; the scrubber; how closely
 * to look, and how fast.
 */
@customElement('drydock-transport')
export class DrydockTransport extends LitElement {
  static override styles = css`
    :host {
      display: block;
      container-type: inline-size;
    }
    .bar {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      gap: 0.5rem 1rem;
      align-items: center;
      font-family: var(--font-sans);
      font-size: 0.9375rem;
      color: var(--ink);
    }
    .keys,
    .choices {
      display: flex;
      gap: 0.375rem;
      align-items: center;
    }
    button,
    select {
      font: inherit;
      color: inherit;
      background: var(--paper);
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-small);
      min-block-size: var(--target);
      min-inline-size: 2.75rem;
      padding: 0;
      cursor: pointer;
      display: grid;
      place-items: center;
    }
    select {
      padding-inline: 0.5rem 0.25rem;
    }
    button:hover,
    select:hover,
    .level:hover {
      background: var(--hush);
    }
    button:focus-visible,
    select:focus-visible,
    .level:has(:focus-visible) {
      outline: 3px solid var(--focus);
      outline-offset: 2px;
    }
    .play {
      background: var(--now);
      border-color: var(--now);
      color: var(--now-ink);
      min-inline-size: 3.25rem;
    }
    .play:hover {
      background: color-mix(in oklab, var(--now), var(--ink) 12%);
    }
    svg {
      display: block;
      inline-size: 20px;
      block-size: 20px;
      fill: currentColor;
    }
    .levels {
      display: flex;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-small);
      margin: 0;
      padding: 0;
      min-inline-size: 0;
    }
    .level {
      display: grid;
      place-items: center;
      min-block-size: calc(var(--target) - 2px);
      padding-inline: 0.75rem;
      color: var(--soft);
      cursor: pointer;
      border-radius: calc(var(--radius-small) - 1px);
      position: relative;
    }
    .level:has(:checked) {
      background: var(--hush);
      color: var(--ink);
      font-weight: 640;
      box-shadow: inset 0 -3px 0 var(--now);
    }
    .level input {
      position: absolute;
      opacity: 0;
      inset: 0;
      margin: 0;
      cursor: pointer;
    }
    .sr {
      position: absolute;
      clip-path: inset(50%);
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      white-space: nowrap;
    }
    @container (width < 860px) {
      .bar {
        grid-template-columns: auto 1fr;
      }
      drydock-scrubber {
        grid-column: 1 / -1;
        grid-row: 1;
      }
      .choices {
        justify-content: end;
      }
    }
    @container (width < 520px) {
      .bar {
        grid-template-columns: 1fr;
      }
      .keys,
      .choices {
        justify-content: space-between;
      }
      .keys button {
        flex: 1;
      }
      .levels {
        flex: 1;
      }
      .level {
        flex: auto;
      }
    }
  `;

  /** What is played. */
  @property({ attribute: false }) player: Player | undefined;

  #unsubscribe: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('player')) this.#follow();
  }

  #follow(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = this.player?.subscribe(() => this.requestUpdate());
  }

  override render() {
    const { player } = this;
    if (!player) return html``;
    const { playing, level, speed } = player;
    return html`<div class="bar" role="group" aria-label="Playback">
      <div class="keys">
        ${this.#key('Back to the beginning', first, () => player.first())} ${this.#key('A step back', back, () => player.previous())}
        ${this.#key(playing ? 'Pause' : 'Play', playing ? pause : play, () => player.toggle(), 'play')}
        ${this.#key('A step on', forward, () => player.next())}
      </div>
      <drydock-scrubber .player=${player} .position=${player.position}></drydock-scrubber>
      <div class="choices">
        <fieldset class="levels">
          <legend class="sr">Detail</legend>
          ${levels.map((each) => this.#level(each, each === level, player))}
        </fieldset>
        <select aria-label="Speed" @change=${(event: Event) => this.#setSpeed(event, player)}>
          ${speeds.map((each) => html`<option value=${String(each)} ?selected=${each === speed}>${speedLabel(each)}</option>`)}
        </select>
      </div>
    </div>`;
  }

  #key(label: string, icon: TemplateResult, act: () => void, is = '') {
    return html`<button class=${is} type="button" aria-label=${label} title=${label} @click=${act}>${icon}</button>`;
  }

  #level(level: Level, chosen: boolean, player: Player) {
    return html`<label class="level"
      ><input type="radio" name="level" .value=${level} .checked=${chosen} @change=${() => player.setLevel(level)} />${level}</label
    >`;
  }

  #setSpeed(event: Event, player: Player): void {
    const { value } = event.target as HTMLSelectElement;
    const speed = speeds.find((each) => String(each) === value);
    if (speed) player.setSpeed(speed);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-transport': DrydockTransport;
  }
}
