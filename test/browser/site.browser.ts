/** The documentation site in a real browser, opened from disk and served. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startPageServer } from '../../emulator/http/pages/page-server.ts';
import { FIELD_WORDS } from '../../reports/site/field-words.ts';
import { runCommand } from '../shell.ts';
import { launch } from './chromium.ts';
import { axeViolations, openPage, type WatchedPage } from './open-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'astrolabe-site-'));
let browser: Browser;
let pages: readonly string[];

before(async () => {
  browser = await launch();
  const ran = await runCommand(['docs', '--out', folder]);
  assert.equal(ran.exitCode, 0, ran.err);
  pages = readdirSync(folder).filter((name) => name.endsWith('.html'));
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
  const [file = '', anchor] = name.split('#');
  const watched = await openPage(
    browser,
    join(folder, file),
    anchor === undefined ? '' : `#${anchor}`,
    options,
  );
  try {
    await use(watched);
    assert.deepEqual([watched.faults, watched.foreign], [[], []]);
  } finally {
    await watched.close();
  }
}

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

describe('the documentation site in Chromium', () => {
  it('has nothing that axe finds and does not scroll sideways, on every page, in light and dark, on a desk and a phone', async () => {
    assert.ok(pages.length > 25);
    for (const name of pages) {
      if (name === 'options.html') continue;
      await withPage(name, async ({ page }) => {
        for (const colorScheme of ['light', 'dark'] as const) {
          for (const viewport of [DESK, PHONE]) {
            await page.emulateMedia({ colorScheme });
            await page.setViewportSize(viewport);
            const where = `${name}, ${colorScheme}, ${viewport.width}`;
            assert.deepEqual(await axeViolations(page), [], where);
            const fits = 'document.documentElement.scrollWidth <= innerWidth';
            assert.equal(await page.evaluate(fits), true, where);
          }
        }
      });
    }
  });

  for (const [words, address] of [
    ['upsert', 'identify.html#AST-IDENT-001'],
    ['rate limit', 'troubleshooting.html#429-too-many-requests'],
    ['401', 'getting-started.html#AST-AUTH-003'],
    ['snake case', 'audiences.html#AST-AUD-001'],
    ['total billed', 'group.html#AST-GROUP-004'],
  ] as const) {
    it(`finds "${words}" with the keyboard alone, and goes there`, async () => {
      await withPage('index.html', async ({ page }) => {
        await page.keyboard.press('/');
        await page.keyboard.type(words);
        await page.keyboard.press('ArrowDown');
        const first = await page.evaluate('document.activeElement.getAttribute("href")');
        assert.equal(first, address);
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => url.href.endsWith(address));
      });
    });
  }

  it('finds for each word of the field first one of the places that it means', async () => {
    await withPage('index.html', async ({ page }) => {
      const first = (word: string) =>
        page.evaluate(`(() => {
          const box = document.getElementById('search-box');
          box.value = ${JSON.stringify(word)};
          box.dispatchEvent(new Event('input'));
          return document.querySelector('#search-hits a')?.getAttribute('href');
        })()`);
      for (const { words, to } of FIELD_WORDS) {
        for (const word of words) {
          const found = String(await first(word));
          assert.ok(
            to.some((address) => `${found}#`.startsWith(`${address}#`)),
            `${word} leads to ${found}`,
          );
        }
      }
    });
  });

  it('moves through the results with arrows, and closes them with Escape', async () => {
    await withPage('identify.html', async ({ page }) => {
      const focused = () => page.evaluate('document.activeElement.id || document.activeElement.textContent');
      const results = page.locator('#search-hits a');
      await page.keyboard.press('/');
      await page.keyboard.type('upsert');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(), await results.nth(1).textContent());
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      assert.equal(await focused(), 'search-box');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      assert.equal(await focused(), 'search-box');
      assert.equal(await page.locator('#search-found').isVisible(), false);
    });
  });

  it('groups results by page, says how many there are, and has nothing that axe finds while they are shown', async () => {
    await withPage('index.html', async ({ page }) => {
      await page.getByLabel('Search').fill('retry');
      assert.match((await page.getByRole('status').first().textContent()) ?? '', /^\d+ results/);
      assert.ok((await page.locator('#search-hits section').count()) > 1);
      assert.deepEqual(await axeViolations(page), []);
    });
  });

  it('says when nothing is found', async () => {
    await withPage('identify.html', async ({ page }) => {
      await page.getByLabel('Search').fill('qqqqqq');
      assert.match((await page.locator('#search-count').textContent()) ?? '', /^No results\./);
    });
  });

  it('shows the forms of a request as tabs, which arrow keys change for every request, and remembers them', async () => {
    await withPage('identify.html', async ({ page }) => {
      const lists = page.getByRole('tablist');
      const first = lists.first();
      assert.deepEqual(await first.getByRole('tab').allTextContents(), [
        'HTTP',
        'curl',
        'Node',
        'Browser',
        'Python',
      ]);
      await first.getByRole('tab', { name: 'HTTP' }).focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('End');
      const chosen = async (list: typeof first) => list.getByRole('tab', { selected: true }).textContent();
      assert.equal(await chosen(first), 'Python');
      assert.equal(await chosen(lists.nth(2)), 'Python');
      assert.match((await page.getByRole('tabpanel').first().textContent()) ?? '', /^import base64/);
      await page.reload();
      assert.equal(await chosen(page.getByRole('tablist').first()), 'Python');
    });
  });

  it('shows every form without a script', async () => {
    await withPage(
      'identify.html',
      async ({ page }) => {
        const forms = page.locator('.forms').first().locator('.form');
        assert.equal(await forms.count(), 5);
        for (const form of await forms.all()) assert.equal(await form.isVisible(), true);
      },
      { javaScriptEnabled: false },
    );
  });

  it('copies the form that is shown', async () => {
    await withPage('identify.html', async ({ page }) => {
      await page.evaluate(`Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: async (text) => { globalThis.copied = text; } },
      })`);
      const forms = page.locator('.forms').first();
      await forms.getByRole('tab', { name: 'curl' }).click();
      await forms.getByRole('button', { name: 'Copy' }).click();
      await forms.getByRole('button', { name: 'Copied' }).waitFor();
      assert.match(String(await page.evaluate('globalThis.copied')), /^curl -i -X POST .*ASTROLABE_API_KEY/);
    });
  });

  it('has a menu that opens on a phone and is open on a desk, and marks the page', async () => {
    await withPage(
      'group.html',
      async ({ page }) => {
        const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Glossary' });
        assert.equal(await link.isVisible(), false);
        await page.getByText('All pages').click();
        await link.click();
        await page.getByRole('heading', { level: 1, name: 'Glossary' }).waitFor();
      },
      { viewport: PHONE },
    );
    await withPage('group.html', async ({ page }) => {
      const current = page.locator('.menu [aria-current="page"]');
      assert.equal(await current.textContent(), 'Group: Accounts and their Users');
      assert.equal(await current.isVisible(), true);
    });
  });

  it('has a heading in view when its address is opened, and a link of its own beside it', async () => {
    await withPage('group.html#AST-GROUP-004', async ({ page }) => {
      const heading = page.getByRole('heading', { name: /^AST-GROUP-004/ });
      const box = await heading.boundingBox();
      assert.ok(box !== null && box.y >= 0 && box.y < 400, JSON.stringify(box));
      await page.getByRole('link', { name: 'Link to AST-GROUP-003' }).click();
      assert.match(page.url(), /#AST-GROUP-003$/);
    });
  });

  it('leads an old address to the new page, with its anchor', async () => {
    await withPage('options.html#docs', async ({ page }) => {
      await page.waitForURL((url) => url.href.endsWith('/commands.html#docs'));
    });
  });

  it('leads the addresses of a site without versions to the newest version, with the anchor', async () => {
    const versions = mkdtempSync(join(tmpdir(), 'astrolabe-versions-'));
    const ran = await runCommand(['docs', '--out', versions, '--versioned']);
    assert.equal(ran.exitCode, 0, ran.err);
    for (const old of ['identify.html', 'latest/identify.html']) {
      assert.ok(existsSync(join(versions, old)));
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`file://${join(versions, old)}#AST-IDENT-002`);
      await page.waitForURL((url) => /\/\d+\.\d+\.\d+\/identify\.html#AST-IDENT-002$/.test(url.href));
      await page.getByRole('heading', { name: /^AST-IDENT-002/ }).waitFor();
      await context.close();
    }
    const watched = await openPage(browser, join(versions, 'index.html'));
    assert.deepEqual(await axeViolations(watched.page), []);
    await watched.close();
    rmSync(versions, { recursive: true });
  });

  it('reloads a served page when the site is made again, and asks no other origin for anything', async () => {
    const html = (text: string) =>
      `<!doctype html><html lang="en"><head><title>x</title></head><body><h1>${text}</h1></body></html>`;
    const server = await startPageServer(new Map([['index.html', html('before')]]), 0);
    const context = await browser.newContext();
    const page = await context.newPage();
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) foreign.push(request.url());
    });
    const listening = page.waitForResponse((response) => response.url().endsWith('/-/live'));
    await page.goto(server.url);
    await listening;
    server.replace(new Map([['index.html', html('after')]]));
    await page.getByRole('heading', { name: 'after' }).waitFor();
    assert.deepEqual(foreign, []);
    await context.close();
    await server.close();
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
