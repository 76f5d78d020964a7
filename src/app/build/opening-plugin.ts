import { type Plugin, runnerImport } from 'vite';

const ID = 'virtual:opening';

/**
 * The story that a visitor sees first, as a module: the real simulator runs it when the site is
 * built, so that the page can show it before any simulator is loaded.
 */
export function openingPlugin(): Plugin {
  let opening: Promise<string> | undefined;
  const run = async () => {
    const { module } = await runnerImport<typeof import('./opening-story.ts')>('/src/app/build/opening-story.ts', {
      root: process.cwd(),
      configFile: false,
      logLevel: 'error',
    });
    return JSON.stringify(await module.openingStory());
  };
  return {
    name: 'drydock:opening',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    async load(id) {
      if (id !== `\0${ID}`) return;
      opening ??= run();
      // A string literal parses faster than the object it holds.
      return `export const opening = JSON.parse(${JSON.stringify(await opening)});`;
    },
  };
}
