import type { ImageRecipe } from '../recipe.ts';
import { alpineImages } from './alpine.ts';
import { busyboxImages } from './busybox.ts';
import { debianImages } from './debian.ts';
import { helloWorldImages } from './hello-world.ts';

/** All images of the catalogue. To add one: write its recipe beside these, and list it here. */
export const officialImages: readonly ImageRecipe[] = [...helloWorldImages, ...busyboxImages, ...alpineImages, ...debianImages];
