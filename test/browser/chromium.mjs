// Finds a Chromium for the browser tests and the bench, and gets one where there is none: what is
// installed, else Debian's package as root, else Playwright's own.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const OUTSIDE_PATH = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The executable of a browser that is here already; CHROMIUM names one outright.
 * @returns {string | undefined}
 */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const installed = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const candidates = [process.env.CHROMIUM, ...installed, ...OUTSIDE_PATH, chromium.executablePath()];
  return candidates.find((path) => path && existsSync(path));
}

/**
 * As Playwright's `launchOptions`: nothing of the browser's own may reach for the network.
 * @returns {{ executablePath: string | undefined, args: string[] }}
 */
export function launchOptions() {
  return {
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}

const isDebian = () => existsSync('/etc/debian_version') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));

/** @returns {boolean} whether the command succeeded; its output goes to standard error. */
function run(command, ...args) {
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
}

function getChromium() {
  if (findChromium()) return true;
  process.stderr.write('There is no Chromium here; getting one.\n');
  if (isDebian() && process.getuid?.() === 0) {
    run('apt-get', 'update', '-qq');
    if (run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium') && findChromium()) return true;
  }
  return run(process.execPath, resolve('node_modules/playwright/cli.js'), 'install', 'chromium') && findChromium() !== undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href && !getChromium()) {
  process.stderr.write('The browser tests need Chromium or Chrome. Install one, or set CHROMIUM to its executable.\n');
  process.exit(1);
}
