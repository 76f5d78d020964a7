import type { Output, TerminalSize } from '../../core/stdio.ts';
import { jsonLines } from '../api/json-lines.ts';
import { type Progress, progressText } from './bar.ts';

/** A message of a progress stream (moby pkg/jsonmessage JSONMessage). */
export interface ProgressMessage {
  readonly stream?: string;
  readonly status?: string;
  readonly progressDetail?: Progress;
  readonly progress?: string;
  readonly id?: string;
  readonly errorDetail?: { readonly message?: string };
  readonly aux?: unknown;
}

export interface DisplayOptions {
  readonly out: Output;
  readonly size: () => TerminalSize;
  readonly nowMs: () => number;
}

const ESC = '\u001b';
const move = (lines: number, direction: 'A' | 'B') => (lines === 0 ? '' : `${ESC}[${lines}${direction}`);
const up = (lines: number) => move(lines, 'A');
const down = (lines: number) => move(lines, 'B');
const ERASE_LINE = `${ESC}[2K`;

/**
 * Shows a progress stream: on a terminal one line an id, rewritten in place; elsewhere plain lines,
 * without those that only say how far something is (jsonmessage DisplayJSONMessagesStream).
 * @throws Error with the stream's own message when it ends in one
 */
export async function displayProgress(response: Response, options: DisplayOptions): Promise<void> {
  const display = new ProgressDisplay(options);
  for await (const line of jsonLines(response)) display.show(JSON.parse(line) as ProgressMessage);
}

export class ProgressDisplay {
  /** The ids that have a line, in the order of their lines. */
  #lines = new Map<string, number>();

  constructor(private readonly options: DisplayOptions) {}

  show(message: ProgressMessage): void {
    if (message.aux !== undefined) return;
    const { out } = this.options;
    const moves = message.id && (message.progressDetail !== undefined || message.progress) ? this.#lineOf(message.id) : undefined;
    if (moves === undefined) this.#lines.clear();
    const terminal = out.isTerminal;
    const before = !terminal || !moves ? '' : moves.fresh ? `\n${up(moves.distance)}` : up(moves.distance);
    if (message.errorDetail) {
      if (before) out.write(before);
      throw new Error(message.errorDetail.message ?? '');
    }
    const text = this.#text(message, terminal);
    const after = terminal && message.id ? down(moves?.distance ?? 0) : '';
    if (before || text || after) out.write(before + text + after);
  }

  #lineOf(id: string): { distance: number; fresh: boolean } {
    let line = this.#lines.get(id);
    const fresh = line === undefined;
    if (line === undefined) {
      line = this.#lines.size;
      this.#lines.set(id, line);
    }
    return { distance: this.#lines.size - line, fresh };
  }

  #text(message: ProgressMessage, terminal: boolean): string {
    const { progressDetail, status = '', id } = message;
    const columns = terminal ? this.options.size().columns : 200;
    const progress = progressDetail && progressText(progressDetail, columns, this.options.nowMs());
    const rewrite = terminal && !message.stream && progressDetail !== undefined;
    if (!rewrite && progress) return '';
    const end = rewrite ? '\r' : '';
    const head = `${rewrite ? `${ERASE_LINE}\r` : ''}${id ? `${id}: ` : ''}`;
    if (progressDetail !== undefined && terminal) return `${head}${status} ${progress}${end}`;
    if (message.progress) return `${head}${status} ${message.progress}${end}`;
    if (message.stream) return `${head}${message.stream}${end}`;
    return `${head}${status}${end}\n`;
  }
}
