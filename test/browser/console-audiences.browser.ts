/** Audiences and the clock in the console: syncs on a time line, members that come and go, free moves. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkLooks, consoleBench, press } from './console-bench.ts';

describe('audiences in the console', () => {
  const { bench } = consoleBench();

  it('show every kept sync while members come and go and time moves as far as one likes', async () => {
    const { page, faults } = await bench({ clock: 'frozen' }, '/?view=audiences');
    await page.getByLabel('Name').fill('VIP');
    await page.getByLabel('Members').fill('ada bob');
    await press(page, 'Create');
    await press(page, 'sync now');
    await page.getByText(/first sync from .* to .*: 2 calls/).waitFor();
    await page.getByLabel('user IDs', { exact: true }).fill('eve');
    await press(page, 'enter');
    await page.getByText('3 members').waitFor();
    await page.getByLabel('user IDs', { exact: true }).fill('ada');
    await press(page, 'leave');
    await page.getByText('2 members').first().waitFor();
    await page.getByLabel('by', { exact: true }).fill('a while');
    await press(page, 'advance');
    await page
      .getByRole('alert')
      .getByText(/takes a duration such as/)
      .waitFor();
    await page.getByLabel('by', { exact: true }).fill('90m');
    await press(page, 'advance');
    await page.getByText(/From .* to .*fired/).waitFor();
    await press(page, 'sync now');
    await page
      .getByText(/later sync from .* to .*: \d+ calls/)
      .first()
      .waitFor();
    await page.getByText(/first sync from/).waitFor();
    await checkLooks(page, 'audiences');
    assert.deepEqual(faults, []);
  });
});
