import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright';
import { expect } from 'vitest';
import { launchOptions } from '../browser/chromium.mjs';
import { serveSite } from './serve.ts';

/** A visitor's browser, and all that one may complain of. */
export interface Visit {
  readonly page: Page;
  readonly url: string;
  /** Errors in the console, requests to other hosts. */
  readonly complaints: string[];
  end(): Promise<void>;
}

export interface Visitor {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  readonly touch?: boolean;
  readonly reducedMotion?: boolean;
  /** After the address: `?seed=3#run=…` */
  readonly asks?: string;
}

export interface Site {
  visit(visitor?: Visitor): Promise<Visit>;
  close(): Promise<void>;
}

/** The built site in a folder of a static host, and a browser to visit it with. */
export async function openSite(): Promise<Site> {
  const served = await serveSite('/a/folder/');
  const { executablePath, args } = launchOptions();
  const browser: Browser = await chromium.launch({ args, ...(executablePath ? { executablePath } : {}) });
  return {
    async visit({ width = 1440, height = 900, theme = 'light', touch = false, reducedMotion = false, asks = '' } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        hasTouch: touch,
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      context.on('request', (request) => {
        const address = request.url();
        if (!address.startsWith(served.url) && !address.startsWith('data:') && !address.startsWith('blob:')) complaints.push(address);
      });
      await page.goto(served.url + asks);
      await page.locator('.app[data-ready]').waitFor();
      return { page, url: served.url, complaints, end: () => context.close() };
    },
    async close() {
      await browser.close();
      await served.close();
    },
  };
}

/** What the terminal shows, all of it. */
export const terminalText = (page: Page): Promise<string> => page.evaluate(() => document.querySelector('drydock-terminal')?.text ?? '');

/** Where the player stands. */
export const playerOf = (page: Page) =>
  page.evaluate(() => {
    const player = document.querySelector('drydock-transport')?.player;
    return {
      playing: player?.playing ?? false,
      active: player?.active ?? false,
      step: player?.stepIndex ?? -1,
      steps: player?.steps.length ?? 0,
      at: player?.cursor.at ?? 0,
      events: player?.timeline.events.length ?? 0,
    };
  });

export async function type(page: Page, line: string): Promise<void> {
  await page.locator('drydock-terminal').locator('.screen').click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), { timeout: 5000 }).toBe('DRYDOCK-TERMINAL');
  await page.keyboard.type(line);
}

/** Violations of WCAG 2.2 A and AA that axe can find, in words. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as { axe: typeof axe };
    const found = await engine.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.flat().join(' ')).join(' | ')}`);
  });
}
