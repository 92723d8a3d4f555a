/** The report page in a real browser, opened from disk. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ownClauseFacts } from '../../cli/grade/clause-facts.ts';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { callExchange, clause, example, HOSTILE, recordOf, SAMPLES } from '../../reports/fixtures/record.ts';
import { renderPage } from '../../reports/index.ts';
import type { ClauseResult, Exchange, ResultRecord } from '../../schemas/index.ts';
import { startDestination } from '../destination/index.ts';
import { pointAt, runCommand } from '../shell.ts';
import { launch } from './chromium.ts';
import { axeViolations, openPage, type WatchedPage } from './open-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'astrolabe-report-'));
const PAGES = {
  good: 'good.html',
  bad: 'bad.html',
  both: 'both.html',
  hostile: 'hostile.html',
  twelve: 'twelve.html',
} as const;

/** Opens the folded table of all clauses. */
const openTable = (page: Page) => page.getByText(/^Search, filter and compare: \d+ clauses?$/).click();

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

/** A run of the whole suite in which twelve examples (or more) fail, most of them after many looks at the records. */
async function twelveFailures(): Promise<ResultRecord> {
  const faults = [
    'loses-association',
    'group-replaces',
    'mangles-emoji',
    'accepts-missing-authorization',
  ] as const;
  const destination = await startDestination({ faults });
  const { argv, env } = pointAt(destination);
  const ran = await runCommand([...argv, '--settle', '150ms'], env);
  await destination.close();
  const record = ran.record();
  const failed = record.clauses.flatMap(({ examples }) =>
    examples.filter(({ verdict }) => verdict === 'fail'),
  );
  assert.ok(failed.length >= 12, `${failed.length} examples failed`);
  return { ...record, clauses: record.clauses.map(polledLonger) };
}

/** The clause as if each look at the records had been repeated for long: how often it was depends on the machine. */
function polledLonger(one: ClauseResult): ClauseResult {
  const repeated = (exchange: Exchange) =>
    Array.from({ length: exchange.purpose === 'records' ? 30 : 1 }, () => exchange);
  const examples = one.examples.map((each) => ({ ...each, exchanges: each.exchanges.flatMap(repeated) }));
  return { ...one, examples };
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
  write(PAGES.twelve, await twelveFailures());
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
      await verdict.waitFor();
      assert.match(await page.title(), /conformant · read-back/);
      assert.equal(await page.getByRole('heading', { name: 'Failures and warnings' }).count(), 0);
    });
  });

  it('says its verdict without a script too', async () => {
    await withPage(
      'bad',
      async ({ page }) => {
        await page.getByRole('heading', { name: /^Not conformant/ }).waitFor();
      },
      '',
      { javaScriptEnabled: false },
    );
  });

  it('shows failures and warnings before the clauses, with expected and actual values', async () => {
    await withPage('bad', async ({ page }) => {
      const cards = page.locator('article.card.fail');
      assert.ok((await cards.count()) > 0);
      assert.match((await cards.first().textContent()) ?? '', /AST-HTTP-011[\s\S]*Expected[\s\S]*Got/);
      const [card, matrix] = await Promise.all([
        cards.first().boundingBox(),
        page.locator('details.all').boundingBox(),
      ]);
      assert.ok(card !== null && matrix !== null && card.y < matrix.y);
      assert.equal((await page.locator('article.card.warn').count()) > 0, true);
    });
  });

  it('answers on its first screen what failed, and stays short', async () => {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      const use = async ({ page }: WatchedPage) => {
        const links = page.locator('nav.failed a');
        const ids = await links.allTextContents();
        for (const id of ['HTTP-011', 'AUTH-004', 'GROUP-003', 'ASSOC-001', 'ASSOC-006', 'RETRY-002']) {
          assert.ok(ids.includes(`AST-${id}`), id);
        }
        const failed = page.locator('nav.failed li:has(> .mark.fail)');
        for (const item of await failed.all()) {
          const box = await item.boundingBox();
          assert.ok(box !== null && box.y + box.height <= viewport.height, await item.innerText());
        }
        const height: number = await page.evaluate('document.documentElement.scrollHeight');
        assert.ok(height < 8000, `${height} pixels at ${viewport.width}`);
        assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
      };
      await withPage('twelve', use, '', { viewport });
    }
  });

  it('groups clauses by cause, and a link at the top opens the card of a clause', async () => {
    await withPage('twelve', async ({ page }) => {
      const heading = /^Same cause in \d clauses: the User does not list the Account$/;
      await page.getByRole('heading', { name: heading }).waitFor();
      await page.locator('nav.failed').getByRole('link', { name: 'AST-ASSOC-003' }).click();
      const card = page.locator('#failed-AST-ASSOC-003');
      await card.getByRole('heading').first().waitFor();
      assert.equal(await page.evaluate('document.activeElement.id'), 'failed-AST-ASSOC-003');
      const cells = page.locator('svg a.cell.fail');
      assert.ok((await cells.count()) >= 8);
      await cells.first().click();
      assert.match(page.url(), /#failed-AST-HTTP-011$/);
    });
  });

  it('folds further examples of a clause behind its card', async () => {
    await withPage('twelve', async ({ page }) => {
      const card = page.locator('#failed-AST-HTTP-011');
      const further = card.locator('details', { hasText: /further examples? of this clause/ });
      const example = further.getByText(/AST-HTTP-011\.\d+/).first();
      assert.ok(!(await example.isVisible()));
      await further.getByText(/further examples? of this clause/).click();
      await example.waitFor();
    });
  });

  it('draws the sequence of a failed example, marks what matters, and folds repeated looks', async () => {
    await withPage(
      'twelve',
      async ({ page }) => {
        const card = page.locator('#failed-AST-ASSOC-001');
        await card.getByText('Calls, responses and commands').click();
        const drawing = card.getByRole('img', { name: 'Sequence of AST-ASSOC-001.1' });
        await drawing.waitFor();
        const described = (await drawing.locator('desc').textContent()) ?? '';
        assert.match(
          described,
          /1\. identify …ada: .*; 2\. look .*; 3\. group …ada, …acme: .* \(the call that matters\); 4\. look/,
        );
        const steps = card.locator('ol > li.step');
        assert.equal(await steps.count(), 5);
        assert.match((await steps.nth(2).locator('summary').textContent()) ?? '', /the call that matters$/);
        assert.match(
          (await steps.nth(3).locator('summary').textContent()) ?? '',
          /^look at the User …ada 200, \d+ times in \d+\.\d s, the last after \d+ ms the look that decided$/,
        );
        assert.match((await steps.nth(3).locator('pre').last().textContent()) ?? '', /"accountIds": \[\]/);
      },
      '#failed-AST-ASSOC-001',
    );
  });

  it('shows the commands that repeat a failure, and they work', async () => {
    await withPage(
      'twelve',
      async ({ page }) => {
        const card = page.locator('#failed-AST-ASSOC-001');
        await card.getByText('Calls, responses and commands').click();
        const [calls = '', look = '', again = ''] = await card.locator('pre.commands').allTextContents();
        assert.equal(calls.split('\n').length, 2);
        assert.match(look, /inspect\/users\?userId=/);
        assert.match(
          again,
          /^npx astrolabe-conformance verify --example AST-ASSOC-001\.1 --base-url \S+ --records-url \S+ --settle 150ms --seed \d+$/,
        );
        const sound = await startDestination();
        try {
          const here = (text: string) =>
            text
              .replaceAll(/http:\/\/127\.0\.0\.1:\d+\/hooks\/segment/g, sound.baseUrl)
              .replaceAll(/http:\/\/127\.0\.0\.1:\d+\/inspect/g, sound.recordsUrl);
          const env = { ...process.env, ASTROLABE_API_KEY: sound.apiKey };
          const script = here(`${calls}\n${look}`);
          const { stdout } = await promisify(execFile)('bash', ['-c', script], { encoding: 'utf8', env });
          assert.match(stdout, /"accountIds":\["conformance-[^"]*-acme"\]/);
        } finally {
          await sound.close();
        }
      },
      '#failed-AST-ASSOC-001',
    );
  });

  it('filters, keeps the filter in its address, and reads it from there', async () => {
    await withPage('good', async ({ page }) => {
      await openTable(page);
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
        await open.getByText('Given user').first().waitFor();
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
        const group = page.locator('#AST-GROUP-004 details[open] li', { hasText: /^group/ }).last();
        if ((await group.locator('details[open]').count()) === 0) await group.locator('summary').click();
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
        const group = page.locator('#AST-GROUP-004 details[open] li', { hasText: /^group/ }).last();
        if ((await group.locator('details[open]').count()) === 0) await group.locator('summary').click();
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
      await page.evaluate(
        'for (let i = 0; i < 4; i += 1) for (const d of document.querySelectorAll("details")) d.open = true',
      );
      await page.evaluate('new Promise((done) => setTimeout(done, 100))');
      await page.evaluate('for (const d of document.querySelectorAll("details")) d.open = true');
      await page.evaluate('new Promise((done) => setTimeout(done, 100))');
      assert.equal(await page.locator('main img, main script, main iframe').count(), 0);
      assert.equal(await page.locator('script').count(), 2);
      await page.getByText('<img src=x onerror=alert(1)>').first().waitFor();
      await page.getByText('</script><script>alert(2)</script>').first().waitFor();
      await page
        .getByText(/characters not shown/)
        .first()
        .waitFor();
      const height: number = await page.evaluate('document.body.scrollHeight');
      assert.ok(height < 20_000, `a page of ${height} pixels`);
    });
  });

  it('shows several runs side by side, and only their differences on request', async () => {
    await withPage('both', async ({ page }) => {
      assert.equal(await page.locator('header article').count(), 2);
      assert.equal(await page.locator('header .run-name').count(), 2);
      const second = page.locator('header article').nth(1);
      await second.getByRole('link', { name: 'AST-HTTP-011', exact: true }).click();
      assert.match(page.url(), /#failed-AST-HTTP-011-run-2$/);
      await page.locator('article.card:focus').getByText('AST-HTTP-011', { exact: true }).waitFor();
      await page.evaluate('history.replaceState(null, "", location.pathname)');
      const row = page.locator('table.matrix tr', { hasText: 'AST-HTTP-011' });
      assert.equal(await row.getByText('failed').count(), 1);
      await page.getByLabel('Only if runs differ').check();
      const ids = await page.locator('table.matrix tbody tr:not(.group):visible th').allTextContents();
      assert.ok(ids.includes('AST-HTTP-003') && !ids.includes('AST-HTTP-001'));
      assert.match(page.url(), /\?differs=1$/);
    });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no axe violation at all, in ${colorScheme}`, async () => {
      for (const name of ['bad', 'both', 'twelve'] as const) {
        await withPage(
          name,
          async ({ page }) => {
            assert.deepEqual(await axeViolations(page), []);
            await page.evaluate('location.hash = "#AST-HTTP-005"');
            await page.locator('#AST-HTTP-005 summary').first().click();
            await page.locator('.repeat > summary').first().click();
            if (name !== 'both') await openTable(page);
            assert.deepEqual(await axeViolations(page), []);
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
        await page.locator('article.card.fail').first().waitFor();
        await page.locator('svg a.cell').first().waitFor();
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
      assert.equal(await page.evaluate('document.querySelector("#AST-IDENT-007 details").open'), true);
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
