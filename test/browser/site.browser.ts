/** The documentation site in a real browser, opened from disk. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { runCommand } from '../shell.ts';
import { launch } from './chromium.ts';
import { openPage, seriousViolations, type WatchedPage } from './open-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'astrolabe-site-'));
let browser: Browser;

before(async () => {
  browser = await launch();
  const ran = await runCommand(['docs', '--out', folder]);
  assert.equal(ran.exitCode, 0, ran.err);
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

async function withPage(
  name: string,
  use: (watched: WatchedPage) => Promise<void>,
  options: Parameters<typeof openPage>[3] = {},
): Promise<void> {
  const watched = await openPage(browser, join(folder, name), '', options);
  try {
    await use(watched);
    assert.deepEqual([watched.faults, watched.foreign], [[], []]);
  } finally {
    await watched.close();
  }
}

describe('the documentation site in Chromium', () => {
  it('finds a clause by a word of its example, and goes there', async () => {
    await withPage('index.html', async ({ page }) => {
      await page.keyboard.press('/');
      await page.keyboard.type('total billed');
      const hit = page.locator('#hits').getByRole('link', { name: /^AST-GROUP-004/ });
      await hit.click();
      assert.match(page.url(), /group\.html#AST-GROUP-004$/);
      await page.getByRole('heading', { name: /^AST-GROUP-004/ }).waitFor();
    });
  });

  it('says when nothing is found', async () => {
    await withPage('identify.html', async ({ page }) => {
      await page.getByLabel('Search').fill('qqqqqq');
      assert.equal(await page.locator('#hits').textContent(), 'No results.');
    });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no serious axe violation, in ${colorScheme}`, async () => {
      for (const name of [
        'index.html',
        'group.html',
        'journeys.html',
        'undocumented.html',
        'schemas.html',
        'sources.html',
      ]) {
        await withPage(name, async ({ page }) => assert.deepEqual(await seriousViolations(page), [], name), {
          colorScheme,
        });
      }
    });
  }

  it('does not scroll sideways on a phone', async () => {
    for (const name of ['index.html', 'group.html', 'journeys.html', 'schemas.html']) {
      await withPage(
        name,
        async ({ page }) =>
          assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, name),
        { viewport: { width: 360, height: 740 } },
      );
    }
  });

  it('draws the journeys so that no text reaches over the edge', async () => {
    await withPage('journeys.html', async ({ page }) => {
      assert.equal(await page.locator('svg.journey').count(), 6);
      const over = await page.evaluate(`
        [...document.querySelectorAll('svg.journey text')].flatMap((text) => {
          const { x, width } = text.getBBox();
          return x < 0 || x + width > text.ownerSVGElement.viewBox.baseVal.width ? [text.textContent] : [];
        })`);
      assert.deepEqual(over, []);
    });
  });
});
