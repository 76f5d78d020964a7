import { type Plugin, runnerImport } from 'vite';
import type { Opening } from './opening-story.ts';

const ID = 'virtual:opening';

/**
 * The story that a visitor sees first: the real simulator runs it when the site is built. The trace
 * becomes a module, and the page with its first picture part of index.html, so that both are there
 * before any simulator is loaded.
 */
export function openingPlugin(): Plugin {
  const root = process.cwd();
  let made: Promise<Opening> | undefined;
  const opening = () => {
    made ??= runnerImport<typeof import('./opening-story.ts')>('/src/app/build/opening-story.ts', {
      root,
      configFile: false,
      logLevel: 'error',
    }).then(({ module }) => module.opening);
    return made;
  };
  return {
    name: 'drydock:opening',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    async load(id) {
      if (id !== `\0${ID}`) return;
      const { trace, page, styles } = await opening();
      const json = (value: unknown) => JSON.stringify(JSON.stringify(value));
      // A string literal parses faster than the object it holds.
      return `export const opening = JSON.parse(${json(trace)});
export const page = /* @__PURE__ */ JSON.parse(${json(page)});
export const styles = /* @__PURE__ */ JSON.parse(${json(styles)});`;
    },
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        const { page, styles } = await opening();
        return html.replace('<!--styles-->', () => `<style>${styles}</style>`).replace('<!--page-->', () => page);
      },
    },
  };
}
