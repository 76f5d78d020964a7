import { readFileSync } from 'node:fs';

const site = 'dist/site';
const page = readFileSync(`${site}/index.html`, 'utf8');
/** What the page asks for before it shows anything: its scripts, and the modules that Vite lets it preload. */
const firstView = [...page.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="(?:\.\/)?([^"]+\.js)"/g)].map(([, path]) => `${site}/${path}`);

export default [
  { name: 'first view, JavaScript', path: firstView, limit: '110 kB', gzip: true },
  { name: 'drydock, the command’s entry', path: 'dist/drydock.js', limit: '20 kB', gzip: true },
];
