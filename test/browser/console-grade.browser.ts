/** The page Grade in a real browser: a run is begun, watched, stopped and read, by clicking. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { API_KEY } from '../canaries.ts';
import { startDestination } from '../destination/index.ts';
import { makeFolder } from '../folder.ts';
import { startProgram } from '../program.ts';
import { checkLooks, consoleBench, press } from './console-bench.ts';

/** On a busy machine a run takes many times as long as on an idle one. */
const PATIENCE = { timeout: 90_000 };

describe('the page Grade', () => {
  const { bench, windowAt, open } = consoleBench();

  /** Starts `emulate` as a process, and opens its page. */
  async function emulate(targets: object = {}, words: string[] = [], hash = '') {
    const cwd = makeFolder('command');
    writeFileSync(join(cwd, 'astrolabe.config.json'), JSON.stringify({ targets }));
    const running = startProgram(['emulate', '--port', '0', '--json', ...words], {
      cwd,
      env: { TARGET_KEY: API_KEY },
    });
    open.push({ close: () => running.stop('SIGKILL') });
    const { url } = await running.firstLine();
    return { url, ...(await windowAt(`${url}/?view=grade${hash}`)) };
  }

  async function broken() {
    const destination = await startDestination({ faults: ['track-leaks-into-user'] });
    open.push(destination);
    const { baseUrl, recordsUrl } = destination;
    return { local: { baseUrl, recordsUrl, apiKey: '$TARGET_KEY' } };
  }

  /** Opens the report, and checks that it is a page that works, and that it is nobody of our origin. */
  async function report(page: Page) {
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Open the report' }).click();
    const shown = await opened;
    const faults: string[] = [];
    shown.on('pageerror', ({ message }) => faults.push(message));
    await shown.locator('#matrix *').first().waitFor();
    assert.equal(await shown.evaluate('self.origin'), 'null');
    const reach = "fetch('/_emulator/state').then(() => 'reached', () => 'refused')";
    assert.equal(await shown.evaluate(reach), 'refused');
    assert.deepEqual(faults, []);
    return shown;
  }

  async function looksRight(page: Page, name: string) {
    await checkLooks(page, name);
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  it('grades the built-in destination: the clauses turn, the verdict comes, and the report opens', async () => {
    const { page, faults } = await emulate();
    await page.getByText('Other destinations can be chosen here').waitFor();
    await press(page, 'Start');
    await page.locator('section:has(.clauses .accepted):has(.clauses .pending)').first().waitFor(PATIENCE);
    await page
      .locator('.judgement', { hasText: 'Conformant (responses and stored records)' })
      .waitFor(PATIENCE);
    await page.getByText('is 0: conformant (warnings allowed)').waitFor();
    assert.equal(await page.locator('.clauses .pending').count(), 0);
    await press(page, 'What verify prints');
    await page.locator('pre', { hasText: 'AST-IDENT-001' }).waitFor();
    const shown = await report(page);
    assert.match(await shown.title(), /^Astrolabe conformance: conformant/);
    await page.bringToFront();
    await page.reload();
    await page.locator('.judgement', { hasText: 'Conformant' }).waitFor();
    await looksRight(page, 'grade-conformant');
    assert.deepEqual(faults, []);
  });

  it('shows the clause that a target of the configuration file breaks, and nothing else if that is wanted', async () => {
    const { page, faults, url } = await emulate(await broken());
    await page.getByLabel('Target').selectOption('local');
    await press(page, 'Start');
    await page.locator('.judgement', { hasText: 'Not conformant' }).waitFor(PATIENCE);
    assert.deepEqual(await page.locator('.clauses li:has(.failed) .clause-id').allTextContents(), [
      'AST-TRACK-003 MUST',
    ]);
    await page.getByLabel('only what is not passed').check();
    assert.equal(await page.locator('.clauses .accepted').count(), 0);
    await page.getByRole('button', { name: 'what was found about AST-TRACK-003' }).click();
    await page.locator('.clauses pre', { hasText: 'AST-TRACK-003' }).waitFor();
    await looksRight(page, 'grade-failed');
    await page.reload();
    await page.locator('.clauses pre', { hasText: 'AST-TRACK-003' }).waitFor();
    assert.equal(await page.locator('.clauses .accepted').count(), 0);
    assert.ok(!(await page.content()).includes(API_KEY));
    const { page: other } = await windowAt(`${url}/?view=grade`);
    await other.locator('.judgement', { hasText: 'Not conformant' }).waitFor();
    assert.deepEqual(faults, []);
  });

  it('asks before test data goes to another machine, and says what came of it', async () => {
    const far = { baseUrl: 'https://far.invalid/hook?code=a-long-s3cret', apiKey: '$TARGET_KEY' };
    const unset = { ...far, apiKey: '$NOT_SET' };
    const { page } = await emulate({ far, unset });
    await page.getByText(/unset cannot be used: .*\$NOT_SET, which is not set/).waitFor();
    await page.getByLabel('Target').selectOption('far');
    await press(page, 'Start');
    await page.getByRole('heading', { name: 'Send test data to far.invalid?' }).waitFor();
    await looksRight(page, 'grade-confirm');
    await press(page, 'Cancel');
    await press(page, 'Start');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.getByText('Run 1').count(), 0);
    await press(page, 'Start');
    await press(page, 'Send to far.invalid');
    await page.getByText('is 4: the target cannot be reached').waitFor(PATIENCE);
    assert.ok(!(await page.content()).includes('a-long-s3cret'));
  });

  it('begins one run if two windows ask at once, and stops it', async () => {
    const { page, url } = await emulate();
    const { page: other } = await windowAt(`${url}/?view=grade`);
    const windows = [page, other];
    for (const one of windows) await one.getByRole('button', { name: 'Start' }).waitFor();
    await Promise.all(windows.map((one) => press(one, 'Start')));
    await press(page, 'Stop');
    for (const one of windows) await one.getByText('stopped before its end').first().waitFor(PATIENCE);
    await page.getByRole('heading', { name: 'Run 1: the built-in destination' }).waitFor();
    await press(page, 'Start');
    await press(page, 'Stop');
    await press(page, 'Stop at once');
    await page.getByRole('alert').getByText('The run was ended before it had a result.').waitFor(PATIENCE);
    await looksRight(page, 'grade-stopped');
  });

  it('works with the keyboard, and with a control token, which the report does not need', async () => {
    const { page, faults } = await emulate(
      {},
      ['--control-token', 'a-token-for-tests'],
      '#token=a-token-for-tests',
    );
    await page.getByLabel('Target').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Start');
    await page.keyboard.press('Enter');
    await page.locator('.judgement', { hasText: 'Conformant' }).waitFor(PATIENCE);
    await report(page);
    assert.deepEqual(faults, []);
  });

  it('says that it cannot be graded with a fault plan, and that an emulator without a grader cannot grade', async () => {
    const { page } = await emulate({}, ['--defect', 'event-properties-on-user']);
    await page.getByText('Not gradable: the built-in destination has fault plans or defects').waitFor();
    const { page: other } = await bench({}, '/?view=grade');
    await other.getByText('This emulator has no grader.').waitFor();
    assert.equal(await other.getByRole('button', { name: 'Start' }).count(), 0);
  });
});
