import { humanSize } from '../format/units.ts';

/** How far something is (moby pkg/jsonmessage JSONProgress). */
export interface Progress {
  readonly current?: number;
  readonly total?: number;
  /** When it began, in seconds since 1970: with it the time left is guessed. */
  readonly start?: number;
  readonly hidecounts?: boolean;
  readonly units?: string;
}

const WIDTH = 50;

/** `[=====>     ]  36.45kB/1.083MB`; the bar itself only where the terminal is wider than 110 columns. */
export function progressText(progress: Progress, columns: number, nowMs: number): string {
  const { current = 0, total = 0, start = 0, units = '' } = progress;
  if (current <= 0 && total <= 0) return '';
  const count = (value: number) => (units ? String(value) : humanSize(value));
  if (total <= 0) return units ? `${current} ${units}` : humanSize(current).padStart(8);
  const filled = Math.min(WIDTH, Math.trunc(Math.trunc((current / total) * 100) / 2));
  const bar = columns > 110 ? `[${'='.repeat(Math.max(0, filled))}>${' '.repeat(WIDTH - filled)}] ` : '';
  let numbers = '';
  if (!progress.hidecounts) {
    const first = units ? count(current) : count(current).padStart(8);
    const both = current > total ? first : `${first}/${count(total)}`;
    numbers = units ? `${both} ${units}` : both;
  }
  return bar + numbers + (columns > 50 ? timeLeft(current, total, start, filled, nowMs) : '');
}

function timeLeft(current: number, total: number, start: number, filled: number, nowMs: number): string {
  if (current <= 0 || start <= 0 || filled >= WIDTH) return '';
  const seconds = Math.round((((nowMs - start * 1000) / current) * (total - current)) / 1000);
  const [hours, minutes] = [Math.trunc(seconds / 3600), Math.trunc((seconds % 3600) / 60)];
  return ` ${hours ? `${hours}h` : ''}${hours || minutes ? `${minutes}m` : ''}${seconds % 60}s`;
}
