import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import '../src/view/tabs/tabs-element.ts';
import app from '../src/app/app.css?inline';
import type { Tab, TabChosen } from '../src/view/tabs/tabs-element.ts';

const chosen = fn();
const tabs: readonly Tab[] = ['Explain', 'Wire', 'Sequence'].map((label) => ({
  name: label.toLowerCase(),
  label,
  panel: `panel-${label.toLowerCase()}`,
}));

const meta: Meta = {
  title: 'Elements/Tabs',
  render: () => html`<style>
      ${app}
    </style>
    <drydock-tabs label="Lenses" chosen="explain" .tabs=${tabs} @tab-chosen=${(event: TabChosen) => chosen(event.tab)}></drydock-tabs>
    ${tabs.map(({ panel, label }) => html`<p id=${panel} role="tabpanel" aria-labelledby="tab-${label.toLowerCase()}">${label}</p>`)}`,
};
export default meta;

export const Three: StoryObj = {
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('tab', { name: 'Wire' }));
    await expect(chosen).toHaveBeenLastCalledWith('wire');
    await userEvent.keyboard('{ArrowRight}');
    await expect(chosen).toHaveBeenLastCalledWith('sequence');
    await userEvent.keyboard('{ArrowRight}');
    await waitFor(() => expect(canvas.getByRole('tab', { name: 'Explain' })).toHaveFocus());
  },
};
