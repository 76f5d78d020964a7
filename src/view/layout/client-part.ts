import { machineKey } from '../../core/trace/world-state.ts';
import { clientWords, currentCommand, stateWords } from './activity.ts';
import type { Group } from './figure.ts';
import { pill } from './pill.ts';
import { choose, paragraph, text, textWidth } from './text.ts';
import { panel, type View } from './view.ts';

/** The docker command: what it was told, and the state of its machine. */
export function clientPart(view: View): Group {
  const { client } = view.arrangement;
  const command = currentCommand(view.world);
  const state = command && view.world.machines.get(machineKey('command', command.id))?.state;
  const words = clientWords(view.world);
  const inner = client.width - 28;
  return panel(
    view,
    {
      key: 'client',
      is: 'part client',
      at: client,
      subject: { kind: 'part', id: 'client' },
      label: 'the docker command',
    },
    [
      text('name', 'heading', 14, 29, 'client'),
      text('program', 'mono', 14 + textWidth('client', 'heading') + 10, 29, 'docker'),
      ...(client.height > 104
        ? paragraph('line', 14, 53, words[0] ?? '', inner, 2)
        : paragraph('line', 14, 52, choose(words, 'soft', inner), inner, 1)),
      ...(state && !command.end ? [pill('state', 14, client.height - 19, stateWords(state), inner, 'state')] : []),
    ],
  );
}
