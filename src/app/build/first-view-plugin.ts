import type { Plugin } from 'vite';

/** Names of the chunks that the page takes in turn as it comes to life: see `bootstrap` and `mountApp`. */
const FIRST_VIEW = ['bootstrap', '_virtual_opening', 'bind-player', 'bind-stage', 'bind-terminal', 'bind-lenses', 'bind-menu'];

/** Asks for all that the first view needs at once: each is run in a task of its own, but none waits for another's import. */
export function firstViewPlugin(): Plugin {
  return {
    name: 'drydock:first-view',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).flatMap((output) => (output.type === 'chunk' ? [output] : []));
        const files = new Set<string>();
        const add = (file: string) => {
          const chunk = chunks.find(({ fileName }) => fileName === file);
          if (!chunk || chunk.isEntry || files.has(file)) return;
          files.add(file);
          chunk.imports.forEach(add);
        };
        for (const { name, fileName } of chunks) if (FIRST_VIEW.includes(name)) add(fileName);
        return [...files]
          .filter((file) => !html.includes(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
            injectTo: 'head' as const,
          }));
      },
    },
  };
}
