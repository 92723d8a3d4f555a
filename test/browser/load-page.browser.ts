/** The page of a load in a real browser, opened from disk: light and dark, on a desk and on a phone. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { LOAD_SAMPLES } from '../../reports/fixtures/load-record.ts';
import { renderLoadPage } from '../../reports/index.ts';
import { launch } from './chromium.ts';
import { axeViolations, openPage, type WatchedPage } from './open-page.ts';

type Sample = keyof typeof LOAD_SAMPLES;

const SAMPLES = Object.keys(LOAD_SAMPLES) as readonly Sample[];
/** Those with different parts. */
const INSPECTED: readonly Sample[] = ['refusals', 'faults', 'hostile', 'many', 'incomplete', 'sent'];
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const folder = mkdtempSync(join(tmpdir(), 'astrolabe-load-'));
let browser: Browser;

/** Opens a page and uses it; the page must have no error and send no request. */
async function withPage(
  name: Sample,
  options: BrowserContextOptions,
  use: (watched: WatchedPage) => Promise<void>,
): Promise<void> {
  const watched = await openPage(browser, join(folder, `${name}.html`), '', options);
  try {
    await use(watched);
    assert.deepEqual(watched.faults, []);
    assert.deepEqual(watched.foreign, []);
  } finally {
    await watched.close();
  }
}

before(async () => {
  for (const name of SAMPLES) writeFileSync(join(folder, `${name}.html`), renderLoadPage(LOAD_SAMPLES[name]));
  browser = await launch();
});

after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the page of a load', () => {
  for (const name of INSPECTED) {
    for (const viewport of [WIDE, PHONE]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        it(`of "${name}" is accessible and fits, ${colorScheme}, ${viewport.width} pixels wide`, async () => {
          await withPage(name, { viewport, colorScheme }, async ({ page }) => {
            await page.evaluate('for (const part of document.querySelectorAll("details")) part.open = true');
            assert.deepEqual(await axeViolations(page), []);
            assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
          });
        });
      }
    }
  }

  it('says its verdict first, and what failed, with what was expected and found', async () => {
    await withPage('faults', { viewport: WIDE }, async ({ page }) => {
      await page
        .getByRole('heading', { level: 2, name: /^Wrong: 9 of 11 faults in all 10000 Users/ })
        .waitFor();
      assert.equal(await page.title(), 'Astrolabe load: wrong');
      const row = page.getByRole('row', { name: /property "load_2" wrong/ });
      const cells = await row.getByRole('cell').allInnerTexts();
      assert.deepEqual(
        cells.map((text) => text.trim()),
        ['4200', '"4200"', 'made by the identify call conformance-x7-13.2', 'AST-IDENT-004 (MUST)'],
      );
    });
  });

  it('draws three charts, each with its content in words', async () => {
    await withPage('many', { viewport: WIDE }, async ({ page }) => {
      for (const name of [
        /^Calls per second: 2098/,
        /^Slowest response: 412 ms/,
        /^Faults over the order of calls: 120,000/,
      ]) {
        const box = await page.getByRole('img', { name }).boundingBox();
        assert.ok(box !== null && box.width > 300 && box.y < 800, String(name));
      }
    });
  });

  it('puts the cells of a fault below each other on a phone, with their names, and still as a table', async () => {
    await withPage('faults', { viewport: PHONE }, async ({ page }) => {
      const row = page.getByRole('row', { name: /property "load_2" wrong/ });
      const boxes = await Promise.all((await row.getByRole('cell').all()).map((cell) => cell.boundingBox()));
      const tops = boxes.map((box) => box?.y ?? 0);
      assert.deepEqual(
        tops,
        tops.toSorted((one, other) => one - other),
      );
      assert.equal(new Set(tops).size, 4);
      await row.getByText('Expected').waitFor();
    });
  });

  it('shows texts of a destination as text', async () => {
    await withPage('hostile', { viewport: WIDE }, async ({ page }) => {
      assert.equal(await page.locator('img, script').count(), 0);
      await page.getByText('<img src=x onerror=alert(1)>').first().waitFor();
    });
  });

  it('says what a sample cannot exclude', async () => {
    await withPage('sample', { viewport: PHONE }, async ({ page }) => {
      await page.getByText(/^It cannot exclude rarer faults/).waitFor();
    });
  });
});
