import type { EventOf, TraceEvent } from '../events.ts';
import type { Subject } from '../step.ts';
import type { Sentence } from './sentence.ts';
import { nameRequest, type RequestName, shortId } from './topic.ts';

/** One sentence of the story, and what it is about. */
export interface Line extends Sentence {
  readonly subject?: Subject;
  readonly flight?: { readonly sent: number; readonly arrives: number };
  /** Something goes on until the next step: one stops to look in the middle of it. */
  readonly lasting?: boolean;
}

export interface ToldExchange {
  readonly request: EventOf<'http.request'>;
  readonly name: RequestName;
  response?: EventOf<'http.response'>;
  /** Pieces of the answer so far. */
  chunks: number;
}

/** What the one who tells the story remembers of what went before. */
export class Told {
  readonly exchanges = new Map<string, ToldExchange>();
  readonly #containers = new Map<string, string>();
  readonly #commands = new Map<string, string>();
  readonly #said = new Set<string>();
  /** The commands that asked an engine for something. */
  readonly #asking = new Set<string | undefined>();
  /** How many layers a pull still waits for, by its span. */
  readonly #missing = new Map<string | undefined, number>();
  /** The command that was started last. */
  command: string | undefined;

  /** Takes note of an event, before it is told. */
  note(event: TraceEvent): void {
    if (event.type === 'command.start') this.command = event.span;
    if (event.span && event.parent) this.#commands.set(event.span, this.#commands.get(event.parent) ?? event.parent);
    if (event.type === 'http.request') {
      this.exchanges.set(event.exchange, { request: event, name: nameRequest(event), chunks: 0 });
      this.#asking.add(this.commandOf(event));
    }
    if (event.type === 'http.response') {
      const exchange = this.exchanges.get(event.exchange);
      if (exchange) exchange.response = event;
    }
    if (event.type === 'http.response.chunk') {
      const exchange = this.exchanges.get(event.exchange);
      if (exchange) exchange.chunks++;
    }
    if (event.type === 'image.resolved') this.#missing.set(event.span, event.layers.length);
    if (event.type === 'layer.exists' || event.type === 'layer.verified')
      this.#missing.set(event.span, (this.#missing.get(event.span) ?? 0) - 1);
    if (event.type === 'container.created' || event.type === 'container.renamed')
      this.#containers.set(event.container, event.name.replace(/^\//, ''));
  }

  /** Whether a command has asked an engine for anything. */
  asked(command: string | undefined): boolean {
    return this.#asking.has(command);
  }

  /** The command that an event belongs to: up the chain of causes as far as it is known. */
  commandOf(event: TraceEvent): string | undefined {
    const span = event.span ?? event.parent;
    const root = span && (this.#commands.get(span) ?? span);
    return root?.startsWith('c') ? root : this.command;
  }

  /** A container by its name, whether it is called by name or by ID. */
  container(nameOrId: string): string {
    const known = this.#containers.get(nameOrId);
    if (known) return known;
    if (/^[0-9a-f]{6,63}$/.test(nameOrId)) for (const [id, name] of this.#containers) if (id.startsWith(nameOrId)) return name;
    return shortId(nameOrId);
  }

  /** Whether a pull has all its layers now. */
  complete(span: string | undefined): boolean {
    return this.#missing.get(span) === 0;
  }

  /** Whether this is the first time that `what` is said within `scope`. */
  first(what: string, scope: string | undefined): boolean {
    const key = `${what} ${scope}`;
    if (this.#said.has(key)) return false;
    this.#said.add(key);
    return true;
  }

  /** Whether `what` has been said within `scope`. */
  said(what: string, scope: string | undefined): boolean {
    return this.#said.has(`${what} ${scope}`);
  }
}
