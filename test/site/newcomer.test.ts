import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite, playerOf, type Site, terminalText, type, type Visit } from './visit.ts';

let site: Site;
let visit: Visit;
beforeAll(async () => {
  site = await openSite();
  visit = await site.visit();
});
afterAll(() => site.close());

const soon = { timeout: 20_000, interval: 50 };
const idle = () => expect.poll(async () => (await playerOf(visit.page)).active, soon).toBe(false);

test('the first sight is a story ready to play, and a prompt', async () => {
  const { page } = visit;
  await expect.poll(() => page.locator('drydock-caption .sentence').textContent()).toContain('Press play');
  expect(await terminalText(page)).toBe('you@drydock $');
  expect(await page.locator('drydock-stage svg').count()).toBe(1);
  expect((await playerOf(page)).steps).toBeGreaterThan(10);
});

test('play shows a cold run, to its end', async () => {
  const { page } = visit;
  await page.getByLabel('Speed').selectOption('16');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => page.locator('drydock-caption .sentence').textContent(), soon).toContain('client');
  await idle();
  const text = await terminalText(page);
  expect(text).toContain("Unable to find image 'hello-world:latest' locally");
  expect(text).toContain('Status: Downloaded newer image for hello-world:latest');
  expect(text).toContain('Hello from Docker!');
  await expect.poll(() => page.locator('drydock-stage svg').textContent()).toContain('hello-world');
});

test('back a step: the caption, the stage and the terminal are those of then', async () => {
  const { page } = visit;
  const before = await playerOf(page);
  for (let n = 0; n < 8; n++) {
    await page.keyboard.press('ArrowLeft');
    await idle();
  }
  const after = await playerOf(page);
  expect(after.step).toBeLessThan(before.step - 5);
  await expect.poll(() => terminalText(page), soon).not.toContain('Hello from Docker!');
  expect(await page.locator('drydock-terminal').getByRole('status').textContent()).toContain('had been printed');
});

test('the scrubber leads anywhere', async () => {
  const { page } = visit;
  const bar = (await page.locator('drydock-scrubber').boundingBox())!;
  await page.mouse.click(bar.x + bar.width * 0.3, bar.y + bar.height * 0.6);
  await expect.poll(async () => (await playerOf(page)).at, soon).toBeGreaterThan(0);
  const early = (await playerOf(page)).at;
  await page.mouse.click(bar.x + bar.width * 0.8, bar.y + bar.height * 0.6);
  await expect.poll(async () => (await playerOf(page)).at, soon).toBeGreaterThan(early);
});

test('a command typed in the past runs in the present: the same trace goes on, and a warm run asks no registry', async () => {
  const { page } = visit;
  const { events } = await playerOf(page);
  const opening = await page.evaluate(
    (count) => JSON.stringify(document.querySelector('drydock-transport')?.player?.timeline.events.slice(0, count)),
    events,
  );
  await type(page, 'docker run --rm hello-world\n');
  await expect.poll(async () => (await playerOf(page)).events, soon).toBeGreaterThan(events);
  await idle();
  const [again, later] = await page.evaluate((count) => {
    const all = document.querySelector('drydock-transport')?.player?.timeline.events ?? [];
    return [JSON.stringify(all.slice(0, count)), all.slice(count)] as const;
  }, events);
  expect(again).toBe(opening);
  expect(later.some((event) => 'link' in event && event.link === 'engine-registry')).toBe(false);
  const text = await terminalText(page);
  expect(text.match(/Hello from Docker!/g)).toHaveLength(2);
  expect(text.match(/Unable to find image/g)).toHaveLength(1);
});

test('the wire shows each exchange in full, and choosing one there chooses it everywhere', async () => {
  const { page } = visit;
  await page.getByRole('tab', { name: 'Wire' }).click();
  await page.getByRole('option', { name: /401/ }).first().click();
  const detail = page.getByRole('region', { name: 'The chosen exchange' });
  await expect.poll(() => detail.textContent(), soon).toContain('Www-Authenticate');
  expect(await detail.textContent()).toContain('you typed: docker run hello-world');
  await page.getByRole('tab', { name: 'Sequence' }).click();
  await expect
    .poll(() => page.locator('drydock-sequence').getByRole('option', { selected: true }).first().getAttribute('aria-label'), soon)
    .toContain('GET /v2/');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('drydock-sequence').getByRole('option', { selected: true }).count(), soon).toBe(0);
});

test('docker run -it alpine gives a shell that answers, and leaves with its exit code', async () => {
  const { page } = visit;
  await type(page, 'docker run -it --rm alpine\n');
  await expect.poll(() => terminalText(page), soon).toContain('/ #');
  await page.keyboard.type('echo $((6 * 7))\n');
  await expect.poll(() => terminalText(page), soon).toContain('\n42\n');
  await page.keyboard.type('exit\n');
  await expect.poll(async () => (await terminalText(page)).endsWith('you@drydock $'), soon).toBe(true);
});

test('Tab completes, Up brings the last line back, Ctrl-C gives it up', async () => {
  const { page } = visit;
  await type(page, 'docker ima');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect.poll(() => terminalText(page), soon).toMatch(/image +images/);
  await page.keyboard.type('s\n');
  await expect.poll(() => terminalText(page), soon).toContain('REPOSITORY');
  await idle();
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => terminalText(page), soon).toMatch(/docker images$/);
  await page.keyboard.press('Control+c');
  await expect.poll(() => terminalText(page), soon).toMatch(/docker images\^C\nyou@drydock \$$/);
});

test('the terminal fits in its place, and shows the last line', async () => {
  const { page } = visit;
  const place = (await page.locator('#panel-terminal').boundingBox())!;
  const screen = (await page.locator('drydock-terminal .xterm-screen').boundingBox())!;
  expect(screen.y + screen.height).toBeLessThanOrEqual(place.y + place.height);
  const rows = page.locator('drydock-terminal .xterm-rows > div');
  expect(await rows.last().textContent()).toMatch(/you@drydock \$/);
});

test('nothing was wrong: no error, no request to another host', () => {
  expect(visit.complaints).toEqual([]);
});
