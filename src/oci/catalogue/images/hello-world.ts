import { writeElf } from '../elf.ts';
import { cmd, copy, type ImageRecipe } from '../recipe.ts';

const DATE = '2025-08-08T19:05:17Z';

const message = (platform: string) => `
Hello from Docker!
If you can read this, Docker works on your machine.

This is how the message got here:
 1. The Docker client asked the Docker daemon for a container.
 2. The Docker daemon pulled the "hello-world" image from Docker Hub.
    (${platform})
 3. The Docker daemon made a new container from that image, and ran in it the
    executable that writes what you are reading.
 4. The Docker daemon streamed the output to the Docker client, and that wrote
    it to your terminal.

For something bigger, run an Ubuntu container:
 $ docker run -it ubuntu bash

To share images and automate what you do with them, get a Docker ID:
 https://hub.docker.com/

For more examples and ideas, visit:
 https://docs.docker.com/get-started/

`;

/** Its executable is no model of a program: it is the program, and any kernel runs it. */
export const helloWorldImages: readonly ImageRecipe[] = [
  {
    repository: 'library/hello-world',
    tags: ['latest', 'linux'],
    created: DATE,
    steps: [
      copy('hello /', {
        name: 'hello-world',
        date: DATE,
        fill(tree) {
          const { architecture } = tree;
          const platform = architecture === 'arm64' ? 'arm64v8' : architecture;
          tree.file('/hello', () => writeElf({ architecture, message: message(platform), fd: 1, status: 0 }), { mode: 0o755 });
        },
      }),
      cmd(['/hello']),
    ],
  },
];
