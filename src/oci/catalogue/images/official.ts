import type { ImageRecipe } from '../recipe.ts';
import { alpineImages } from './alpine.ts';
import { busyboxImages } from './busybox.ts';
import { debianImages } from './debian.ts';
import { helloWorldImages } from './hello-world.ts';
import { httpdImages } from './httpd.ts';
import { nginxImages } from './nginx.ts';
import { nodeImages } from './node.ts';
import { postgresImages } from './postgres.ts';
import { pythonImages } from './python.ts';
import { redisImages } from './redis.ts';
import { ubuntuImages } from './ubuntu.ts';

/** All images of the catalogue. To add one: write its recipe beside these, list it here, and renew the lock. */
export const officialImages: readonly ImageRecipe[] = [
  ...helloWorldImages,
  ...busyboxImages,
  ...alpineImages,
  ...debianImages,
  ...ubuntuImages,
  ...nginxImages,
  ...httpdImages,
  ...redisImages,
  ...postgresImages,
  ...nodeImages,
  ...pythonImages,
];
