import { familiarName, parseReference } from '../../oci/reference.ts';
import { type Filters, hasLabel } from '../api/query.ts';
import type { EngineEvent } from '../context.ts';

/** Filters that events know (moby daemon/events/filter.go). Any other lets all pass. */
const known = new Set([
  'config',
  'container',
  'daemon',
  'event',
  'image',
  'label',
  'network',
  'node',
  'plugin',
  'scope',
  'secret',
  'service',
  'type',
  'volume',
]);

/** Whether an event passes: every filter that was given, by any of its values. */
export function eventPasses(event: EngineEvent, filters: Filters): boolean {
  for (const [name, values] of filters) {
    if (!known.has(name)) continue;
    if (name === 'label') {
      if (!values.every((value) => hasLabel(event.Actor.Attributes, value))) return false;
    } else if (!values.some((value) => matches(event, name, value))) return false;
  }
  return true;
}

function matches(event: EngineEvent, name: string, value: string): boolean {
  const { Type, Action, Actor, scope } = event;
  switch (name) {
    case 'type':
      return Type === value;
    case 'scope':
      return scope === value;
    case 'event':
      // `exec_create: sh -c …` passes `exec_create`.
      return Action === value || Action.startsWith(`${value}:`);
    case 'image':
      return isImage(event, value);
    default:
      return Type === name && (Actor.ID.startsWith(value) || Actor.Attributes.name === value);
  }
}

/** An image's own event, or one of a container that runs it. Tags do not matter where the filter has none. */
function isImage({ Type, Actor }: EngineEvent, value: string): boolean {
  const name = Type === 'image' ? (Actor.Attributes.name ?? Actor.ID) : (Actor.Attributes.image ?? '');
  return Actor.ID === value || name === value || untagged(name) === value;
}

function untagged(reference: string): string {
  try {
    return familiarName(parseReference(reference));
  } catch {
    return reference;
  }
}
