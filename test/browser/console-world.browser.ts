/** What a person can change in the console: worlds, choices and fault plans. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Emulator } from '../../emulator/index.ts';
import { checkLooks, consoleBench, post, press, track } from './console-bench.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';

/** A browser reports every refusal, too. */
const isNotRefusal = (fault: string): boolean => !fault.includes('status of 400');

async function control(emulator: Emulator, path: string): Promise<Readonly<Record<string, unknown>>> {
  return (await fetch(emulator.controlUrl + path)).json() as Promise<Readonly<Record<string, unknown>>>;
}

const shownWorld = async (page: Page): Promise<string> =>
  (await page.getByLabel('World').locator('option:checked').textContent()) ?? '';

describe('worlds in the console', () => {
  const { bench } = consoleBench();

  it('are opened, shown, changed between and dropped, and show their keys once', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=users');
    await post(emulator, '/v1/identify', { userId: 'ada' });
    await page.getByRole('link', { name: 'ada' }).waitFor();
    await press(page, 'new world');
    await page.getByLabel('Name').fill(HOSTILE);
    await page.getByLabel('Seed').fill('7');
    await page.getByLabel('Clock').fill('noon');
    await press(page, 'Open it');
    await page.getByRole('alert').getByText('clock must be real, frozen, or a time').waitFor();
    await page.getByLabel('Clock').fill('2030-01-01T00:00:00Z');
    await press(page, 'Open it');
    await page.getByRole('heading', { name: `The keys of the world ${HOSTILE}` }).waitFor();
    const [writeKey = ''] = await page.locator('dialog code').allTextContents();
    await press(page, 'Done');
    assert.equal(await page.locator('dialog').count(), 0);
    assert.equal(await shownWorld(page), `world ${HOSTILE}`);
    await page.getByText('clock frozen at 2030-01-01 00:00:00 UTC').waitFor();
    await page.getByText('There is none yet: an identify call makes a User.').waitFor();
    await post({ ...emulator, writeKey }, '/v1/identify', { userId: 'bob' });
    await page.getByRole('link', { name: 'bob' }).waitFor();
    await page.getByLabel('World').selectOption('default world');
    await page.getByRole('link', { name: 'ada' }).waitFor();
    assert.equal(new URL(page.url()).search, '?view=users');
    await page.goBack();
    await page.getByRole('link', { name: 'bob' }).waitFor();
    await press(page, 'drop this world');
    await page.getByRole('heading', { name: 'Drop this world?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'drop this world');
    assert.equal((await control(emulator, '/worlds')).size, 1);
    await press(page, 'drop this world');
    await press(page, 'Drop it');
    await page.getByRole('link', { name: 'ada' }).waitFor();
    assert.equal((await control(emulator, '/worlds')).size, 0);
    assert.equal(await page.getByLabel('World').locator('option').count(), 1);
    assert.equal(await page.locator('img').count(), 0);
    assert.deepEqual(faults.filter(isNotRefusal), []);
  });

  it('that others have opened are in the list when it is asked for', async () => {
    const { emulator, page, faults } = await bench();
    await page.getByText('live', { exact: true }).waitFor();
    await fetch(`${emulator.controlUrl}/worlds`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'of a test' }),
    });
    await page.getByLabel('World').focus();
    await page.getByLabel('World').locator('option', { hasText: 'of a test' }).waitFor({ state: 'attached' });
    await page.getByLabel('World').selectOption({ label: 'world of a test' });
    await page.waitForURL(/world=/);
    assert.deepEqual(faults, []);
  });
});

describe('choices in the console', () => {
  const { bench, windowAt } = consoleBench();

  it('take effect for calls from now on, in every window, and go back to those of the start', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=faults');
    const call = (userId: string) => ({ userId, traits: { plan: 'pro', gone: null } });
    await post(emulator, '/v1/identify', call('ada'));
    const other = await windowAt(`${emulator.url}/?view=faults&text=null-property`);
    await other.page.getByText(/^1 of \d+ choices/).waitFor();
    await page.getByLabel('null-property').selectOption('remove');
    await page.getByText('not the default, keep').waitFor();
    await other.page.getByText('not the default, keep').waitFor();
    await post(emulator, '/v1/identify', call('bob'));
    const { users } = await control(emulator, '/users');
    assert.deepEqual(
      (users as { properties: object }[]).map(({ properties }) => properties),
      [{ plan: 'pro', gone: null }, { plan: 'pro' }],
    );
    await page.getByLabel('only those that differ').check();
    await page.getByText(/^1 of \d+ choices are shown; different from the default: 1/).waitFor();
    await press(page, 'put back those of the start');
    await page.getByText(/^0 of \d+ choices are shown; different from the default: 0/).waitFor();
    await other.page.getByText('not the default').waitFor({ state: 'detached' });
    assert.deepEqual([...faults, ...other.faults], []);
  });

  it('that differ go along into a new world', async () => {
    const { page, faults } = await bench({ choices: { 'accepted-status': '202' } }, '/?view=faults');
    await page.getByLabel('null-property').selectOption('ignore');
    await page.getByText('not the default, keep').waitFor();
    await press(page, 'new world with these');
    await press(page, 'Done');
    await page.waitForURL(/world=/);
    await page.getByText(/different from the default: 2/).waitFor();
    await page.getByLabel('World').selectOption('default world');
    await page.getByLabel('null-property').selectOption('keep');
    await page.getByText(/different from the default: 1/).waitFor();
    assert.deepEqual(faults, []);
  });

  it('are beside defects and variants, which say what they do', async () => {
    const options = { defects: ['group-replaces'], variants: ['text-success-bodies'] } as const;
    const { emulator, page, faults } = await bench(options, '/?view=faults');
    await page.getByText(/group-replaces: .*breaks AST-.*acted 0 times/).waitFor();
    await page.getByText(/text-success-bodies: /).waitFor();
    await page.getByText('Not gradable: a run against an emulator with defects').waitFor();
    for (const name of ['a', 'b']) {
      await post(emulator, '/v1/group', { userId: 'ada', groupId: 'g', traits: { [name]: 1 } });
    }
    await page.getByText(/acted [1-9]/).waitFor();
    assert.deepEqual(faults, []);
  });
});

describe('fault plans in the console', () => {
  const { bench } = consoleBench();

  it('have several steps and a condition, and show which calls met each step', async () => {
    const { emulator, page, faults } = await bench({ clock: 'frozen' }, '/?view=faults');
    await page.getByLabel('For calls of the type').selectOption('track');
    await page.getByLabel('For the event').fill('Paid');
    await page.getByRole('spinbutton', { name: 'status' }).fill('429');
    await page.getByLabel('Retry-After, s').fill('2');
    await press(page, 'add a step');
    await page.getByLabel('step 2').selectOption('pass');
    await press(page, 'add a step');
    await page.getByLabel('step 3').selectOption('reset');
    await press(page, 'add a step');
    await press(page, 'remove step 4');
    await press(page, 'Switch on');
    await page.getByText('for {"type":"track","event":"Paid"}').waitFor();
    await track(emulator, 'Tried', { messageId: 'm-0' });
    for (const messageId of ['m-1', 'm-2', 'm-3']) await track(emulator, 'Paid', { messageId });
    await page
      .locator('article', {
        hasText: /429.*met 1 of 1track m-1.*pass met 1 of 1track m-2.*reset.*met 1 of 1track m-3/,
      })
      .waitFor();
    await page.getByText('spent', { exact: true }).waitFor();
    const { faults: plans } = await control(emulator, '/faults');
    assert.deepEqual((plans as { then: unknown }[])[0]?.then, [
      { status: 429, retryAfter: 2, times: 1 },
      'pass',
      { reset: true, times: 1 },
    ]);
    await press(page, 'm-3');
    await page.locator('.drawer', { hasText: 'm-3' }).waitFor();
    await page.goBack();
    await press(page, 'remove outage');
    await page.getByText('There is none').waitFor();
    assert.deepEqual(faults, []);
  });

  it('say what is wrong, and change nothing then', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=faults');
    await page.getByLabel('step 1').selectOption('delay');
    await page.getByRole('textbox', { name: 'after' }).fill('two minutes');
    await press(page, 'Switch on');
    await page
      .getByRole('alert')
      .getByText(/delay must be milliseconds, or a text/)
      .waitFor();
    assert.deepEqual((await control(emulator, '/faults')).faults, []);
    await page.getByLabel('Where').selectOption('records');
    await page.getByLabel('For questions about').selectOption('users');
    await page.getByRole('textbox', { name: 'after' }).fill('10ms');
    await press(page, 'Switch on');
    await page.getByText('for {"collection":"users"}').waitFor();
    await fetch(`${emulator.recordsUrl}/users?userId=ada`, {
      headers: { authorization: `Basic ${Buffer.from(`${emulator.apiKey}:`).toString('base64')}` },
    });
    await page.locator('article', { hasText: 'users ada' }).waitFor();
    assert.deepEqual(faults.filter(isNotRefusal), []);
  });

  it('and choices are readable in light and dark, on a desk and on a telephone', async () => {
    const { emulator, page, faults } = await bench({
      defects: ['group-replaces'],
      choices: { 'null-property': 'remove' },
    });
    await page.goto(`${emulator.url}/?view=faults`);
    await press(page, 'Switch on');
    await press(page, 'add a step');
    await page.getByText('not the default, keep').waitFor();
    await page.locator('article').waitFor();
    await checkLooks(page, 'faults with a plan');
    await press(page, 'new world');
    await checkLooks(page, 'new world');
    assert.deepEqual(faults, []);
  });
});
