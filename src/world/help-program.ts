import type { Program } from '../kernel/process/sys.ts';

/** What someone needs to know who sits at this machine for the first time. */
const TEXT = `This is a small Linux machine with Docker on it. All of it is simulated, down to the bytes on the wire.

Some commands to try:
  docker run hello-world          pull an image, make a container, run it
  docker run -it alpine           a shell in a container; leave it with exit
  docker run -d --name web nginx  a server in the background
  docker ps, docker logs web      what runs, and what it wrote
  docker images                   what is in the local store
  docker help                     all of Docker's commands

Tab completes, the arrows bring lines back, Ctrl-C stops what runs.
`;

/** `help` on the learner's machine. */
export const helpProgram: Program = async (sys) => {
  await sys.write(1, TEXT);
  return 0;
};
