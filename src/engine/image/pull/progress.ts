import type { Clock } from '../../../core/clock.ts';
import { goJson } from '../go-json.ts';

/** A line of a pull's stream: a message for good, or what is being done with one layer (moby pkg/progress). */
export type Progress =
  | { readonly id: string; readonly message: string }
  | { readonly id: string; readonly action: string; readonly current?: number; readonly total?: number };

export type ProgressOutput = (progress: Progress) => void;

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** `1.083MB`: four digits, in powers of 1000 (docker/go-units, `HumanSize`). */
export function humanSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${Number(size.toPrecision(4))}${UNITS[unit]}`;
}

const BAR = 50;

/** `[=====>          ]  1.2MB/3.4MB` (moby pkg/jsonmessage, `JSONProgress.String`). */
export function progressBar(current: number, total: number): string {
  if (current <= 0 && total <= 0) return '';
  if (total <= 0) return humanSize(current).padStart(8);
  const done = Math.min(BAR, Math.trunc(Math.trunc((current / total) * 100) / 2));
  const counts = current > total ? humanSize(current).padStart(8) : `${humanSize(current).padStart(8)}/${humanSize(total)}`;
  return `[${'='.repeat(done)}>${' '.repeat(BAR - done)}] ${counts}`;
}

const line = (value: unknown) => `${goJson(value)}\r\n`;

/** A line as the Engine API streams it: JSON, and CRLF. */
export function formatProgress(progress: Progress): string {
  const id = progress.id === '' ? {} : { id: progress.id };
  if ('message' in progress) return line({ status: progress.message, ...id });
  const { action, current = 0, total = 0 } = progress;
  const bar = progressBar(current, total);
  const detail = { ...(current ? { current } : {}), ...(total ? { total } : {}) };
  return line({ status: action, progressDetail: detail, ...(bar ? { progress: bar } : {}), ...id });
}

export const formatFailure = (message: string): string => line({ errorDetail: { message }, error: message });

const EVERY_MS = 100;
const EVERY_BYTES = 512 * 1024;

export interface MeterOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** Bytes in all; 0 when unknown. */
  readonly total: number;
  readonly report: (current: number, total: number) => void;
}

export interface Meter {
  /** So many bytes have passed. */
  advance(current: number): void;
  /** All have. */
  end(): void;
}

/**
 * Reports how far a stream has come: after every hundredth of it or 512 kB, at most ten times a
 * second, and at its end (moby pkg/progress/progressreader.go).
 */
export function createMeter({ clock, total, report }: MeterOptions): Meter {
  const step = Math.min(EVERY_BYTES, total > 0 ? Math.trunc(total * 0.01) : EVERY_BYTES);
  let now = 0;
  let last = 0;
  let reported = 0;
  let notBefore = Number.NEGATIVE_INFINITY;
  const tell = () => {
    reported = now;
    report(now, total);
  };
  return {
    advance(current) {
      now = current;
      if (now - last <= step) return;
      last = now;
      if (now !== total) {
        if (clock.now() < notBefore) return;
        notBefore = clock.now() + EVERY_MS;
      }
      tell();
    },
    end() {
      if (reported !== now) tell();
    },
  };
}
