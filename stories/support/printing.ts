import type { TraceEvent } from '../../src/core/trace/events.ts';
import { Transcript } from '../../src/view/terminal/transcript.ts';

/** A transcript of commands and what each printed, piece by piece. */
export function printing(commands: readonly (readonly [line: string, pieces: readonly string[]])[]): Transcript {
  const events: TraceEvent[] = [];
  const add = (event: object) => events.push({ seq: events.length, at: events.length, actor: 'client', ...event } as TraceEvent);
  commands.forEach(([line, pieces], at) => {
    const span = `c${at + 1}`;
    add({ type: 'command.start', span, line });
    for (const text of pieces) add({ type: 'terminal.output', span, stream: 'stdout', text });
    add({ type: 'command.end', span, exitCode: 0 });
  });
  return new Transcript().follow(events);
}
