/** The console while calls come: from the official browser library, and ten thousand of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { slowness } from '../slowness.ts';
import { consoleBench, post, savePicture, track } from './console-bench.ts';
import { recordFrames } from './frames.ts';
import { type LibraryPage, serveLibrary } from './library-page.ts';

const CALLS = 10_000;
/**
 * From a second on, people take a page for frozen: half of that is the bar, and 150 ms are usual on a quiet machine. On a
 * busy one, an empty page that is recorded at the same time waits too, and a page with work waits for several turns of
 * the processor where the empty one waits for one.
 */
const MOST_MS_WITHOUT_A_FRAME = 500;
const TURNS = 4;
const MOST_MS_UNTIL_ANSWERED = 1_000;

/** Ways to send ten thousand calls in about six seconds, named `Seen 0` to `Seen 9999`. */
const STREAMS = {
  'batches of a hundred': { size: 100, everyMs: 60, path: '/v1/batch' },
  'single calls': { size: 12, everyMs: 8, path: '/v1/track' },
} as const;

/** Sends calls at a steady rate, or more slowly if the machine cannot. */
async function stream(
  emulator: Emulator,
  { size, everyMs, path }: (typeof STREAMS)[keyof typeof STREAMS],
  [first, end]: readonly [number, number] = [0, CALLS],
): Promise<void> {
  const begun = performance.now();
  for (let next = first, turn = 1; next < end; next += size, turn += 1) {
    const calls = Array.from({ length: Math.min(size, end - next) }, (_, index) => ({
      ...{ type: 'track', userId: 'ada', event: `Seen ${next + index}` },
    }));
    const bodies = path === '/v1/batch' ? [{ batch: calls }] : calls;
    const answers = await Promise.all(bodies.map((body) => post(emulator, path, body)));
    for (const answer of answers) {
      assert.equal(answer.status, 200);
      await answer.body?.cancel();
    }
    await sleep(Math.max(0, begun + turn * everyMs - performance.now()));
  }
}

const tab = (page: Page, name: string, isPressed: boolean) =>
  page.locator(`.tab[aria-pressed="${isPressed}"]`, { hasText: name });

/** What a person does with the list of calls. */
async function useTheList(page: Page): Promise<void> {
  await page.mouse.move(500, 500);
  await turnWheel(page, 300, 'scrollY > 600');
  await turnWheel(page, -3_000, 'scrollY === 0');
  for (const name of ['failed', 'accepted', 'all']) {
    await tab(page, name, false).click();
    await tab(page, name, true).waitFor();
  }
  // Rows move while calls come, so the pointer takes the one that is there.
  await page.mouse.click(500, 600);
  await page.locator('.drawer h2').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.drawer').waitFor({ state: 'detached' });
}

async function turnWheel(page: Page, pixels: number, until: string): Promise<void> {
  for (let turns = 50; turns > 0; turns -= 1) {
    if (await page.evaluate(until)) return;
    await page.mouse.wheel(0, pixels);
  }
  assert.fail(`the wheel does not lead to ${until}`);
}

describe('the console while calls come', () => {
  const { bench, windowAt, open } = consoleBench();
  const live = async (page: Page) => page.getByText('live', { exact: true }).waitFor();
  const shows = (page: Page, event: string) =>
    page.getByRole('button', { name: `track ${event}`, exact: true });

  it('shows a call of the official browser library within a second', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=calls');
    await live(page);
    const library = await serveLibrary();
    open.push(library);
    const { page: shop, faults: ofShop } = await windowAt(library.url);
    await shop.evaluate(
      async ([writeKey, origin, host]) => {
        const { AnalyticsBrowser } = (globalThis as unknown as LibraryPage).AnalyticsNext;
        const integrations = { 'Segment.io': { apiHost: `${host}/v1`, protocol: 'http' } };
        const [analytics] = await AnalyticsBrowser.load({ writeKey, cdnURL: origin }, { integrations });
        await analytics.track('Order Completed', { revenue: 39.9 });
      },
      [emulator.writeKey, emulator.ingressUrl, new URL(emulator.ingressUrl).host] as const,
    );
    await shows(page, 'Order Completed').click({ timeout: 1_000 * slowness() });
    await page.locator('.drawer pre', { hasText: '"analytics.js"' }).first().waitFor();
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [390, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await savePicture(page, `calls-drawer-${colorScheme}-${width}`);
    }
    assert.deepEqual([...faults, ...ofShop], []);
  });

  for (const [name, way] of Object.entries(STREAMS)) {
    it(`stays smooth while ten thousand calls come as ${name}`, async (test) => {
      const { emulator, page, faults } = await bench({}, '/?view=calls');
      const { page: empty } = await windowAt('about:blank');
      await live(page);
      await stream(emulator, way, [0, 500]);
      await shows(page, 'Seen 499').waitFor();
      const begun = performance.now();
      const ends = await Promise.all([recordFrames(page), recordFrames(empty)]);
      let isOver = false;
      let uses = 0;
      const use = async () => {
        while (!isOver) {
          await useTheList(page);
          uses += 1;
        }
      };
      const send = async () => {
        await stream(emulator, way, [500, CALLS]);
        isOver = true;
      };
      await Promise.all([send(), use()]);
      const [of, ofEmpty] = await Promise.all([ends[0](), ends[1]()]);
      const slow = slowness();
      const busy = of.cpuMs / (performance.now() - begun);
      test.diagnostic(
        `longest without a frame ${of.longest.toFixed(0)} ms, of an empty page ${ofEmpty.longest.toFixed(0)} ms; CPU time ${(100 * busy).toFixed(0)} % of the time; longest task ${of.longestTask} ms; longest answer ${of.longestAnswer} ms; the list was used ${uses} times`,
      );
      const most = MOST_MS_WITHOUT_A_FRAME * slow + TURNS * ofEmpty.longest;
      assert.ok(of.longest <= most, `${of.longest} ms without a frame`);
      assert.ok(of.longestAnswer > 0, 'answers were recorded');
      assert.ok(of.longestAnswer <= MOST_MS_UNTIL_ANSWERED * slow, `${of.longestAnswer} ms until an answer`);
      await shows(page, 'Seen 9999').waitFor();
      await savePicture(page, `calls-after-ten-thousand ${name}`);
      assert.deepEqual(faults, []);
    });
  }

  it('opens the call that was pressed, though others come before the release', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=calls');
    await live(page);
    await stream(emulator, STREAMS['batches of a hundred'], [0, 100]);
    const box = await shows(page, 'Seen 90').boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 5, box.y + 5);
    await page.mouse.down();
    await stream(emulator, STREAMS['batches of a hundred'], [100, 200]);
    await tab(page, 'accepted', false).filter({ hasText: '200' }).waitFor();
    await page.mouse.up();
    await page.locator('.drawer h2', { hasText: /^track Seen 90$/ }).waitFor();
    await shows(page, 'Seen 199').waitFor();
    assert.deepEqual(faults, []);
  });

  it('goes on after a reload in the middle, in one of two windows, without a call twice', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=calls');
    const { page: other, faults: ofOther } = await windowAt(`${emulator.url}/?view=calls&result=failed`);
    await Promise.all([live(page), live(other)]);
    const sending = stream(emulator, STREAMS['batches of a hundred']);
    await page.getByText(/others came too quickly|[1-9]\d\d of \d+ calls/).waitFor();
    await page.reload();
    await live(page);
    await sending;
    await shows(page, 'Seen 9999').waitFor();
    const events: string[] = await page.evaluate(
      "[...document.querySelectorAll('.rows button b')].map(({ textContent }) => textContent)",
    );
    assert.deepEqual(
      events,
      Array.from({ length: events.length }, (_, index) => `Seen ${CALLS - 1 - index}`),
    );
    // The other window shows what it asks for, and has counted what it does not show.
    await tab(other, 'accepted', false).filter({ hasText: /\d{4}/ }).waitFor();
    assert.equal(await other.locator('.rows').count(), 0);
    await track(emulator, 'Refused by nobody', { userId: undefined });
    await tab(other, 'dropped', false).filter({ hasText: '1' }).waitFor();
    assert.deepEqual([...faults, ...ofOther], []);
  });

  it('says that the emulator is away in the middle of a stream, and begins again with what comes after', async () => {
    const { emulator, page } = await bench({}, '/?view=calls');
    await live(page);
    const { writeKey } = emulator;
    await stream(emulator, STREAMS['batches of a hundred'], [0, CALLS / 2]);
    await emulator.close();
    await page.getByText('the emulator does not answer; trying again').waitFor();
    const again = await startEmulator({ port: Number(new URL(emulator.url).port), writeKey });
    open.push(again);
    await stream(again, STREAMS['batches of a hundred'], [CALLS / 2, CALLS]);
    await shows(page, 'Seen 9999').waitFor();
    await live(page);
    await page.getByRole('searchbox').fill(`Seen ${CALLS / 2 - 1}`);
    await page.getByText('No call matches.').waitFor();
  });

  it('holds no connection while it is hidden, and shows afterwards what came meanwhile', async () => {
    const { emulator, page } = await bench({}, '/?view=calls');
    const readers = new Set<unknown>();
    page.on('request', (request) => {
      if (request.url().endsWith('/events')) readers.add(request);
    });
    page.on('requestfailed', (request) => readers.delete(request));
    page.on('requestfinished', (request) => readers.delete(request));
    await page.reload();
    await page.getByText('live', { exact: true }).waitFor();
    const setHidden = (hidden: boolean) =>
      page.evaluate(`
        Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      `);
    assert.equal(readers.size, 1);
    await setHidden(true);
    for (let left = 100; readers.size > 0 && left > 0; left -= 1) await sleep(20);
    assert.equal(readers.size, 0);
    await track(emulator, 'Meanwhile');
    await setHidden(false);
    await page.getByRole('button', { name: 'track Meanwhile' }).waitFor();
    assert.equal(readers.size, 1);
  });
});
