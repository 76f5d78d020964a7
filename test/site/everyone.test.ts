import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite, playerOf, type Site, terminalText, violations } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const soon = { timeout: 20_000, interval: 50 };

test.each([
  ['a projector, light', { width: 1440, height: 900, theme: 'light' }],
  ['a projector, dark', { width: 1440, height: 900, theme: 'dark' }],
  ['a small window', { width: 1024, height: 768, theme: 'light' }],
  ['a phone', { width: 390, height: 844, theme: 'dark', touch: true }],
  ['a wide screen', { width: 1920, height: 1080, theme: 'light' }],
] as const)('%s: accessible in every lens, and nothing is cut off at the side', async (_, visitor) => {
  const { page, complaints, end } = await site.visit(visitor);
  await page.getByRole('button', { name: 'A step on' }).click();
  for (const lens of ['Explain', 'Wire', 'Sequence']) {
    await page.getByRole('tab', { name: lens }).click();
    await expect.poll(async () => (await playerOf(page)).active, soon).toBe(false);
    expect(await violations(page)).toEqual([]);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
  await end();
});

test('on a phone the terminal is the first of the tabs', async () => {
  const { page, end } = await site.visit({ width: 390, height: 844, touch: true });
  const play = page.getByRole('button', { name: 'Play', exact: true });
  expect((await play.boundingBox())!.y).toBeLessThan(844 - 44);
  expect((await play.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  await page.getByRole('tab', { name: 'Terminal' }).click();
  await page.getByRole('button', { name: 'docker images' }).click();
  await page.getByLabel('Speed').selectOption('instant');
  await expect.poll(() => terminalText(page), soon).toContain('REPOSITORY');
  await end();
});

test('the keyboard alone suffices', async () => {
  const { page, end } = await site.visit();
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await playerOf(page)).step, soon).toBe(0);
  await page.keyboard.press('3');
  await page.keyboard.press('End');
  await expect.poll(async () => (await playerOf(page)).step, soon).toBeGreaterThan(50);
  await page.keyboard.press('Home');
  await expect.poll(async () => (await playerOf(page)).step, soon).toBe(-1);
  await page.keyboard.press('?');
  await expect.poll(() => page.getByRole('dialog', { name: 'Keyboard' }).isVisible(), soon).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog', { name: 'Keyboard' }).isVisible(), soon).toBe(false);
  await page.keyboard.press('k');
  await expect.poll(async () => (await playerOf(page)).playing, soon).toBe(true);
  await page.keyboard.press('/');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), soon).toBe('DRYDOCK-TERMINAL');
  await end();
});

test('the theme is the system’s until one chooses, and the choice stays', async () => {
  const { page, end } = await site.visit({ theme: 'dark' });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await ground();
  await page.getByRole('button', { name: 'Dark or light' }).click();
  const light = await ground();
  expect(light).not.toBe(dark);
  await page.reload();
  expect(await ground()).toBe(light);
  await end();
});

test('with reduced motion a step is reached at once', async () => {
  const { page, end } = await site.visit({ reducedMotion: true });
  await page.keyboard.press('ArrowRight');
  const { step, active } = await playerOf(page);
  expect([step, active]).toEqual([0, false]);
  await end();
});

test('a link brings commands along, and another seed other ids', async () => {
  const idWith = async (seed: number) => {
    const { page, end } = await site.visit({ asks: `?seed=${seed}#run=docker%20pull%20-q%20busybox&run=docker%20create%20busybox` });
    await page.getByLabel('Speed').selectOption('instant');
    await expect.poll(() => terminalText(page), soon).toMatch(/[0-9a-f]{64}/);
    const text = await terminalText(page);
    await end();
    return /[0-9a-f]{64}/.exec(text)?.[0];
  };
  expect(await idWith(3)).toBe(await idWith(3));
  expect(await idWith(4)).not.toBe(await idWith(3));
});

test('with the switch on, the browser’s own network carries the Engine API’s requests', async () => {
  const { page, url, end } = await site.visit();
  const seen: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/engine/')) seen.push(`${request.method()} ${request.url().slice(url.length)}`);
  });
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('switch').check();
  await expect.poll(() => page.locator('.worker-state').textContent(), soon).toContain('On.');
  await page.keyboard.press('Escape');
  await page.getByLabel('Speed').selectOption('instant');
  await page
    .locator('drydock-terminal')
    .evaluate((terminal) => (terminal as HTMLElementTagNameMap['drydock-terminal']).enter('docker run hello-world'));
  await expect.poll(() => terminalText(page), soon).toContain('Hello from Docker!');
  expect(seen).toContain('HEAD engine/_ping');
  expect(seen.some((line) => line.startsWith('POST engine/v1.51/images/create?fromImage='))).toBe(true);
  await end();
});
