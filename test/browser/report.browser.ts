/** The report page in a real browser, opened from disk. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { ownClauseFacts } from '../../cli/grade/clause-facts.ts';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { callExchange, clause, example, HOSTILE, recordOf, SAMPLES } from '../../reports/fixtures/record.ts';
import { renderPage } from '../../reports/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { startDestination } from '../destination/index.ts';
import { pointAt, runCommand } from '../shell.ts';
import { launch } from './chromium.ts';
import { openPage, seriousViolations, type WatchedPage } from './open-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'astrolabe-report-'));
const PAGES = { good: 'good.html', bad: 'bad.html', both: 'both.html', hostile: 'hostile.html' } as const;

let browser: Browser;
let emulator: Emulator;

const write = (name: string, ...records: ResultRecord[]) =>
  writeFileSync(join(folder, name), renderPage(records, ownClauseFacts()));

/** Opens a page and uses it; the page must have no error and send no request. */
async function withPage(
  name: keyof typeof PAGES,
  use: (watched: WatchedPage) => Promise<void>,
  address = '',
  options: BrowserContextOptions = {},
): Promise<void> {
  const watched = await openPage(browser, join(folder, PAGES[name]), address, options);
  try {
    await use(watched);
    assert.deepEqual(watched.faults, []);
    assert.deepEqual(watched.foreign, []);
  } finally {
    await watched.close();
  }
}

async function graded(target: Parameters<typeof pointAt>[0], clauses: string): Promise<ResultRecord> {
  const { argv, env } = pointAt(target);
  const ran = await runCommand([...argv, '--clauses', clauses], env);
  return ran.record();
}

before(async () => {
  [browser, emulator] = await Promise.all([launch(), startEmulator({ port: 0 })]);
  const broken = await startDestination({ faults: ['mangles-emoji', 'answers-201'] });
  const good = await graded(emulator, 'AST-*-00?');
  const bad = await graded(broken, 'AST-HTTP-*');
  await broken.close();
  assert.equal(good.verdict, 'conformant');
  assert.equal(bad.verdict, 'nonconformant');
  write(PAGES.good, good);
  write(PAGES.bad, bad);
  write(PAGES.both, good, bad);
  const long = 'x'.repeat(1_000_000);
  const longBody = JSON.stringify({ type: 'identify', userId: 'ada', traits: { bio: `${HOSTILE}${long}` } });
  const sample = SAMPLES.hostile ?? assert.fail();
  write(
    PAGES.hostile,
    recordOf([
      ...sample.clauses,
      clause('AST-IDENT-004', { level: 'MUST', evidence: 'readback', title: HOSTILE }, [
        example('AST-IDENT-004.1', 'fail', {
          name: `</script><script>alert(2)</script>`,
          difference: { message: `${HOSTILE}${long}`, expected: long, actual: HOSTILE },
          exchanges: [callExchange({ body: longBody }, { status: 500, body: longBody })],
        }),
      ]),
    ]),
  );
});

after(async () => {
  await Promise.all([browser.close(), emulator.close()]);
  rmSync(folder, { recursive: true, force: true });
});

describe('the report page', () => {
  it('says its verdict first, in words that name the evidence', async () => {
    await withPage('good', async ({ page }) => {
      const verdict = page.getByRole('heading', {
        name: /^Conformant \(responses and stored records, selected clauses only\)/,
      });
      assert.ok(await verdict.isVisible());
      assert.match(await page.title(), /conformant · read-back/);
      assert.equal(await page.getByRole('heading', { name: 'Failures and warnings' }).count(), 0);
    });
  });

  it('says its verdict without a script too', async () => {
    await withPage(
      'bad',
      async ({ page }) => {
        assert.ok(await page.getByRole('heading', { name: /^Not conformant/ }).isVisible());
      },
      '',
      { javaScriptEnabled: false },
    );
  });

  it('shows failures and warnings before the clauses, with expected and actual values', async () => {
    await withPage('bad', async ({ page }) => {
      const cards = page.locator('article.fail');
      assert.ok((await cards.count()) > 0);
      assert.match((await cards.first().textContent()) ?? '', /AST-HTTP-011[\s\S]*expected[\s\S]*actual/);
      const [card, matrix] = await Promise.all([
        cards.first().boundingBox(),
        page.locator('table.matrix').boundingBox(),
      ]);
      assert.ok(card !== null && matrix !== null && card.y < matrix.y);
      assert.equal((await page.locator('article.warn').count()) > 0, true);
    });
  });

  it('filters, keeps the filter in its address, and reads it from there', async () => {
    await withPage('good', async ({ page }) => {
      const rows = page.locator('table.matrix tbody tr:not(.group):visible');
      const all = await rows.count();
      await page.getByLabel('Level').selectOption('INFO');
      const shown = await rows.count();
      assert.ok(shown > 0 && shown < all);
      assert.equal(await page.locator('section.clause:visible').count(), shown);
      await page.getByRole('searchbox').fill('explicit null');
      assert.deepEqual(await rows.locator('th').allTextContents(), ['AST-IDENT-007']);
      assert.match(page.url(), /\?q=explicit\+null&level=INFO$/);
      assert.match((await page.locator('.count').textContent()) ?? '', /^1 of \d+ clauses$/);
      await page.reload();
      assert.deepEqual(await rows.locator('th').allTextContents(), ['AST-IDENT-007']);
      await page.getByRole('button', { name: 'Clear' }).click();
      assert.equal(await rows.count(), all);
      assert.doesNotMatch(page.url(), /\?/);
    });
  });

  it('scrolls to the clause of a deep link, even past a filter, and opens the example of one', async () => {
    const inView = `(() => {
      const { top } = document.getElementById('AST-IDENT-002').getBoundingClientRect();
      return top >= -1 && top < innerHeight / 2;
    })()`;
    await withPage(
      'good',
      async ({ page }) => {
        assert.equal(await page.evaluate('scrollY > 1000'), true);
        assert.equal(await page.evaluate(inView), true);
        assert.equal(await page.evaluate('document.activeElement.id'), 'AST-IDENT-002');
      },
      '?level=INFO#AST-IDENT-002',
    );
    await withPage(
      'good',
      async ({ page }) => {
        assert.equal(await page.evaluate(inView), true);
        const open = page.locator('details.example[open]');
        assert.deepEqual(await open.locator('summary code').allTextContents(), ['AST-IDENT-002.1']);
        assert.ok(await open.getByText('Given user').first().isVisible());
      },
      '#AST-IDENT-002.1',
    );
  });

  it('copies a curl command that gets the recorded response', async () => {
    await withPage(
      'good',
      async ({ page }) => {
        await page.evaluate(
          'navigator.clipboard.writeText = (text) => { globalThis.copied = text; return Promise.resolve(); }',
        );
        const calls = page.locator('#AST-GROUP-004 details[open] li', { hasText: /^Call/ });
        const group = calls.last();
        await group.getByRole('button', { name: 'Copy as curl' }).click();
        assert.equal(await page.getByRole('status').textContent(), 'Copied: Copy as curl');
        const command: string = await page.evaluate('globalThis.copied');
        assert.match(command, /total billed/);
        assert.doesNotMatch(command, new RegExp(emulator.apiKey));
        const { stdout: answer } = await promisify(execFile)('bash', ['-c', `${command} -s`], {
          encoding: 'utf8',
          env: { ...process.env, ASTROLABE_API_KEY: emulator.apiKey },
        });
        const recorded = (await group.locator('pre').last().textContent()) ?? '';
        const [, status, body = ''] = /^HTTP\/1\.1 (\d+)[\s\S]*?\r\n\r\n([\s\S]*)$/.exec(answer) ?? [];
        assert.equal(status, recorded.split('\n')[0]);
        assert.deepEqual(JSON.parse(body), JSON.parse(recorded.slice(recorded.indexOf('{'))));
      },
      '#AST-GROUP-004.1',
    );
  });

  it('copies analytics.js, Node and JSON', async () => {
    await withPage(
      'good',
      async ({ page }) => {
        await page.evaluate(
          'navigator.clipboard.writeText = (text) => { globalThis.copied = text; return Promise.resolve(); }',
        );
        const group = page.locator('#AST-GROUP-004 details[open] li', { hasText: /^Call/ }).last();
        for (const [label, said] of [
          ['analytics.js', /^\/\/ [^\n]*\nanalytics\.group\("conformance-/],
          ['Node', /from '@segment\/analytics-node'/],
          ['JSON', /^\{"type":"group"/],
        ] as const) {
          await group.getByRole('button', { name: `Copy as ${label}` }).click();
          assert.match(await page.evaluate('globalThis.copied'), said);
        }
      },
      '#AST-GROUP-004.1',
    );
  });

  it('shows hostile text as text, however long', async () => {
    await withPage('hostile', async ({ page }) => {
      for (const summary of await page.locator('summary').all()) await summary.click();
      assert.equal(await page.locator('main img, main script, main iframe').count(), 0);
      assert.equal(await page.locator('script').count(), 2);
      assert.ok(await page.getByText('<img src=x onerror=alert(1)>').first().isVisible());
      assert.ok(await page.getByText('</script><script>alert(2)</script>').first().isVisible());
      assert.ok(
        await page
          .getByText(/characters not shown/)
          .first()
          .isVisible(),
      );
      const height: number = await page.evaluate('document.body.scrollHeight');
      assert.ok(height < 20_000, `a page of ${height} pixels`);
    });
  });

  it('shows several runs side by side, and only their differences on request', async () => {
    await withPage('both', async ({ page }) => {
      assert.equal(await page.locator('header article').count(), 2);
      const row = page.locator('table.matrix tr', { hasText: 'AST-HTTP-011' });
      assert.equal(await row.getByText('failed').count(), 1);
      await page.getByLabel('Only if runs differ').check();
      const ids = await page.locator('table.matrix tbody tr:not(.group):visible th').allTextContents();
      assert.ok(ids.includes('AST-HTTP-003') && !ids.includes('AST-HTTP-001'));
      assert.match(page.url(), /\?differs=1$/);
    });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no serious axe violation, in ${colorScheme}`, async () => {
      for (const name of ['bad', 'both'] as const) {
        await withPage(
          name,
          async ({ page }) => {
            await page.locator('#AST-HTTP-005 summary').first().click();
            assert.deepEqual(await seriousViolations(page), []);
          },
          '',
          { colorScheme },
        );
      }
    });
  }

  it('has the theme of the system, or the one that the reader selects', async () => {
    const background = 'getComputedStyle(document.body).backgroundColor';
    await withPage(
      'good',
      async ({ page }) => {
        const dark = await page.evaluate(background);
        await page.getByLabel('Theme').selectOption('light');
        const light = await page.evaluate(background);
        assert.notEqual(light, dark);
        await page.reload();
        assert.equal(await page.evaluate(background), light);
      },
      '',
      { colorScheme: 'dark' },
    );
  });

  it('prints without its controls, in light', async () => {
    await withPage(
      'bad',
      async ({ page }) => {
        await page.emulateMedia({ media: 'print' });
        assert.equal(await page.locator('form.filter').isVisible(), false);
        assert.ok(await page.locator('article.fail').first().isVisible());
        assert.equal(await page.evaluate('getComputedStyle(document.body).color'), 'rgb(31, 35, 40)');
        assert.ok((await page.pdf()).length > 10_000);
      },
      '',
      { colorScheme: 'dark' },
    );
  });

  it('can be used with the keyboard alone', async () => {
    await withPage('good', async ({ page }) => {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the clauses');
      await page.keyboard.press('/');
      await page.keyboard.type('explicit null');
      const row = page.locator('table.matrix tbody tr:not(.group):visible');
      assert.equal(await row.count(), 1);
      await row.getByRole('link').focus();
      await page.keyboard.press('Enter');
      assert.match(page.url(), /#AST-IDENT-007$/);
      const summary = page.locator('#AST-IDENT-007 summary').first();
      await summary.focus();
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('#AST-IDENT-007 details[open]').count(), 1);
    });
  });

  it('does not scroll sideways on a phone', async () => {
    await withPage(
      'bad',
      async ({ page }) => {
        assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
      },
      '',
      { viewport: { width: 360, height: 740 } },
    );
  });

  it('names no other host', () => {
    const html = readFileSync(join(folder, PAGES.good), 'utf8');
    const shell = html.replace(/<script type="application\/json"[\s\S]*?<\/script>/, '');
    assert.doesNotMatch(shell, /(?:src|href|action)="(?!data:|#)|@import|url\(/);
    assert.match(html, /default-src 'none'/);
  });
});
