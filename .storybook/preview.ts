import type { Preview } from '@storybook/web-components-vite';
import { tokens } from '../src/view/tokens.css.ts';

const sheet = new CSSStyleSheet();
sheet.replaceSync(`${tokens}body{background:var(--ground);color:var(--ink);font-family:var(--font-sans)}`);
document.adoptedStyleSheets.push(sheet);

const preview: Preview = {
  parameters: {
    layout: 'fullscreen',
    /** An accessibility violation fails the story's test. */
    a11y: { test: 'error' },
    options: { storySort: { order: ['Screens', 'Elements'] } },
  },
  globalTypes: {
    theme: {
      description: 'Colour theme',
      toolbar: { title: 'Theme', icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'light' },
  decorators: [
    (story, context) => {
      document.documentElement.dataset.theme = String(context.globals.theme);
      return story();
    },
  ],
};

export default preview;
