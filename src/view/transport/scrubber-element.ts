import { area, curveStep } from 'd3-shape';
import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { density, landmarks } from './density.ts';
import type { Player } from './player.ts';

const WIDTH = 1000;
const BINS = 125;
const TOP = 6;
const BASE = 34;
/** Page Up and Page Down go so many steps. */
const PAGE = 5;

/**
 * The whole trace as a line in play time: how much happens where, commands as flags, faults as
 * notches, steps as marks. Drag it, click on it, or use the arrow keys, Home and End.
 */
@customElement('drydock-scrubber')
export class DrydockScrubber extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-inline-size: 0;
      /* The thumb's box is as wide as the track, and moves: it must not widen the page. */
      overflow-x: clip;
    }
    .slider {
      position: relative;
      block-size: 3rem;
      cursor: pointer;
      touch-action: none;
      border-radius: var(--radius-small);
      outline: none;
      /* Room for half the thumb at either end. */
      margin-inline: 0.5rem;
    }
    .slider:focus-visible {
      box-shadow: 0 0 0 2px var(--paper), 0 0 0 4px var(--focus);
    }
    svg {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      overflow: visible;
    }
    .density {
      fill: var(--line);
    }
    .marks {
      stroke: var(--line-strong);
      stroke-width: 1.5;
      vector-effect: non-scaling-stroke;
    }
    .flag {
      position: absolute;
      inset-block: 2px 12px;
      inline-size: 10px;
      border-inline-start: 2px solid var(--engine);
      pointer-events: none;
    }
    .flag::before {
      content: '';
      position: absolute;
      inline-size: 10px;
      block-size: 8px;
      background: var(--engine);
      clip-path: polygon(0 0, 100% 0, 70% 50%, 100% 100%, 0 100%);
    }
    .fault {
      position: absolute;
      inset-block-end: 0;
      inline-size: 0;
      block-size: 0;
      margin-inline-start: -6px;
      border: 6px solid transparent;
      border-block-end-color: var(--bad);
      pointer-events: none;
    }
    .track,
    .done {
      position: absolute;
      inset-block-end: 10px;
      block-size: 4px;
      border-radius: 2px;
      background: var(--line);
      inline-size: 100%;
    }
    .done {
      background: var(--now);
      inline-size: 100%;
      transform-origin: left;
      will-change: transform;
    }
    .thumb {
      position: absolute;
      inset-block-end: 4px;
      inset-inline-start: 0;
      inline-size: 100%;
      block-size: 16px;
      pointer-events: none;
      will-change: transform;
    }
    .thumb::before {
      content: '';
      position: absolute;
      inset-inline-start: -8px;
      inline-size: 16px;
      block-size: 16px;
      border-radius: 50%;
      background: var(--now);
      border: 2px solid var(--paper);
      box-sizing: border-box;
    }
    @media (forced-colors: active) {
      .done,
      .thumb::before {
        background: Highlight;
      }
    }
  `;

  /** What is scrubbed. */
  @property({ attribute: false }) player: Player | undefined;
  /** Changes with each of the player's: the position. */
  @property({ type: Number }) position = 0;

  #drawn: { readonly key: string; readonly bars: string; readonly ticks: string; readonly marks: ReturnType<typeof landmarks> } | undefined;

  override render() {
    const { player } = this;
    if (!player) return html``;
    const fraction = player.length > 0 ? Math.min(1, player.position / player.length) : 0;
    const { bars, ticks, marks } = this.#background(player);
    const step = player.step;
    const text = step ? `Step ${step.index + 1} of ${player.steps.length}: ${step.caption}` : 'Before the first step';
    return html`<div
      class="slider"
      role="slider"
      tabindex="0"
      aria-label="Position in the story"
      aria-valuemin="0"
      aria-valuemax=${player.steps.length}
      aria-valuenow=${player.stepIndex + 1}
      aria-valuetext=${text}
      @pointerdown=${this.#onDown}
      @pointermove=${this.#onMove}
      @keydown=${this.#onKey}
    >
      <svg viewBox="0 0 ${WIDTH} 48" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<path class="density" d=${bars}></path><path class="marks" d=${ticks}></path>`}
      </svg>
      ${marks.commands.map(({ at, label }) => html`<span class="flag" style="inset-inline-start:${100 * at}%" title=${label}></span>`)}
      <div class="track"></div>
      <div class="done" style="transform:scaleX(${fraction})"></div>
      ${marks.faults.map(({ at, label }) => html`<span class="fault" style="inset-inline-start:${100 * at}%" title=${label}></span>`)}
      <div class="thumb" style="transform:translateX(${100 * fraction}%)"></div>
    </div>`;
  }

  /** What does not move with the thumb; drawn again when the trace or the level is another. */
  #background(player: Player) {
    const { timeline, level, tempo, steps, length } = player;
    const key = `${timeline.events.length} ${level} ${Math.round(length)}`;
    if (this.#drawn?.key === key) return this.#drawn;
    const heights = density(timeline, tempo, BINS);
    const bars = area<number>()
      .x((_, i) => (i * WIDTH) / BINS)
      .y0(BASE)
      .y1((height) => BASE - height * (BASE - TOP))
      .curve(curveStep);
    // More marks than pixels would be a grey band.
    const every = Math.ceil(steps.length / 120);
    const ticks = steps
      .filter((_, i) => i % every === 0)
      .map(({ index }) => `M${Math.round((1000 * tempo.startOf(index)) / (length || 1))} ${BASE + 6}v6`)
      .join('');
    this.#drawn = { key, bars: bars(heights) ?? '', ticks, marks: landmarks(timeline, tempo) };
    return this.#drawn;
  }

  #seek(event: PointerEvent): void {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const fraction = Math.max(0, Math.min(1, (event.clientX - left) / (width || 1)));
    if (this.player) this.player.seekPosition(fraction * this.player.length);
  }

  readonly #onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#seek(event);
  };

  readonly #onMove = (event: PointerEvent) => {
    if ((event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) this.#seek(event);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const { player } = this;
    if (!player) return;
    const keys: Readonly<Record<string, () => void>> = {
      ArrowRight: () => player.next(),
      ArrowUp: () => player.next(),
      ArrowLeft: () => player.previous(),
      ArrowDown: () => player.previous(),
      Home: () => player.first(),
      End: () => player.last(),
      PageUp: () => player.seekStep(Math.min(player.steps.length - 1, player.stepIndex + PAGE)),
      PageDown: () => player.seekStep(Math.max(0, player.stepIndex - PAGE)),
    };
    const act = keys[event.key];
    if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'drydock-scrubber': DrydockScrubber;
  }
}
