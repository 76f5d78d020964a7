import type { TraceEvent } from '../../core/trace/events.ts';
import { PROMPT_COLOUR } from './line-editor.ts';

export const PROMPT = 'you@drydock $ ';

const echoed = (line: string) => `${PROMPT_COLOUR}${PROMPT.slice(0, -2)}\x1b[0m${PROMPT.slice(-2)}${line}\r\n`;

/**
 * What a terminal has printed, as a function of the trace: each event that prints, with the text
 * and the number of characters printed before it.
 */
export class Transcript {
  /** How many events there were when each piece was printed. */
  readonly #counts: number[] = [];
  readonly #texts: string[] = [];
  #read = 0;

  /** Takes in the events that are new since the last call. Give it the same growing list each time. */
  follow(events: readonly TraceEvent[]): this {
    for (; this.#read < events.length; this.#read++) {
      const event = events[this.#read] as TraceEvent;
      const text = printed(event);
      if (text === undefined) continue;
      this.#counts.push(this.#read + 1);
      this.#texts.push(text);
    }
    return this;
  }

  /** How many pieces had been printed after the first `count` events. */
  piecesAt(count: number): number {
    let low = 0;
    let high = this.#counts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#counts[middle] as number) <= count) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  get pieces(): number {
    return this.#texts.length;
  }

  text(from: number, to: number): string {
    return this.#texts.slice(from, to).join('');
  }
}

function printed(event: TraceEvent): string | undefined {
  if (event.type === 'command.start') return echoed(event.line);
  if (event.type === 'terminal.output') return event.text;
  return undefined;
}
