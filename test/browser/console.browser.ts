/** The console in a real browser, as a person uses it; leaves a picture of each page in reports/output/console. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { startEmulator } from '../../emulator/index.ts';
import { slowness } from '../slowness.ts';
import { checkLooks, consoleBench, post, press, track } from './console-bench.ts';

const VIEWS = [
  ...['Start', 'Calls', 'Users', 'Accounts', 'Events', 'Audiences and time', 'Faults and choices'],
  'Grade',
];

describe('the console', () => {
  const { bench, windowAt, open } = consoleBench();

  it('sets the destination up with the mouse, step by step, up to the first call', async () => {
    const { page, faults } = await bench();
    await page.getByText('0 of 14 steps are done').waitFor();
    await press(page, 'Log in');
    await press(page, 'Add Connector');
    await press(page, 'Segment.com');
    await page.getByLabel('Name').first().fill('EU team');
    await press(page, 'Continue');
    await page.getByLabel('Block').check();
    await press(page, 'Finish');
    const key = (await page.locator('dialog code').textContent()) ?? '';
    await press(page, 'Done');
    await press(page, 'Destinations');
    await page.getByLabel('Search').fill('astro');
    await press(page, 'Astrolabe');
    await press(page, 'Add destination');
    await page.getByLabel('Source').selectOption({ index: 1 });
    await page.getByLabel('Name').last().fill('Astrolabe EU');
    await page.getByLabel('API Key').fill(key);
    await press(page, 'Save Changes');
    await page.getByText('13 of 14 steps are done').waitFor();
    await page.getByRole('switch').click();
    await page.getByText('14 of 14 steps are done').waitFor();
    await press(page, 'Add Connector');
    await press(page, 'Segment.com');
    assert.equal(await page.locator('dialog').count(), 0, 'a key is shown once');
    await press(page, 'curl');
    const command = await page.locator('#first-call pre').textContent();
    await promisify(execFile)('/bin/sh', ['-c', command ?? '']);
    await page.getByText('Your call has arrived').waitFor();
    assert.deepEqual(faults, []);
  });

  it('sets the destination up with the keyboard alone', async () => {
    const { page, faults } = await bench();
    await page.getByText('0 of 14 steps are done').waitFor();
    /** Goes to a control by its name with the tab key, as a person would. */
    const reach = async (name: string) => {
      for (let left = 60; left > 0; left -= 1) {
        const focused: string = await page.evaluate(
          "(document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent?.trim() ?? ''",
        );
        if (focused.startsWith(name)) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`the tab key does not reach ${name}`);
    };
    const choose = async (name: string) => {
      await reach(name);
      await page.keyboard.press('Enter');
    };
    await choose('Log in');
    await choose('Add Connector');
    await choose('Segment.com');
    await reach('Name');
    await page.keyboard.type('Keys');
    await page.keyboard.press('Enter');
    await choose('Finish');
    const key = (await page.locator('dialog code').textContent()) ?? '';
    await choose('Done');
    await choose('Destinations');
    await reach('Search');
    await page.keyboard.type('astrolabe');
    await choose('Astrolabe');
    await choose('Add destination');
    await reach('Source');
    await page.keyboard.press('ArrowDown');
    await reach('API Key');
    await page.keyboard.type(key);
    await page.keyboard.press('Enter');
    await reach('Enable Destination');
    await page.keyboard.press('Space');
    await page.getByText('14 of 14 steps are done').waitFor();
    assert.deepEqual(faults, []);
  });

  it('ticks a step that was done through the API', async () => {
    const { emulator, page } = await bench();
    await page.getByText('0 of 14 steps are done').waitFor();
    await fetch(`${emulator.controlUrl}/connectors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'EU team' }),
    });
    await page.getByText('5 of 14 steps are done').waitFor();
  });

  it('shows a call within a second, with its bodies as text and never as markup', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=calls');
    await page.getByText('live', { exact: true }).waitFor();
    const hostile = '<img src=x onerror=alert(1)>';
    await track(emulator, hostile, { properties: { [hostile]: hostile } });
    await page.getByRole('button', { name: `track ${hostile}` }).click({ timeout: 1_000 * slowness() });
    await page.locator('.drawer pre').first().waitFor();
    assert.equal(await page.locator('img').count(), 0);
    assert.match((await page.locator('.drawer pre').last().textContent()) ?? '', /receivedAt/);
    assert.ok((await page.locator('.drawer ins').count()) > 0, 'what was added is marked');
    await page.keyboard.press('Escape');
    await page.locator('.drawer').waitFor({ state: 'detached' });
    assert.match(String(await page.evaluate('document.activeElement.textContent')), /^track/);
    assert.deepEqual(faults, []);
  });

  it('sends a call again as a new one, and shows properties as they change', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=calls');
    await post(emulator, '/v1/identify', { userId: 'ada', messageId: 'm-1', traits: { plan: 'pro' } });
    await page.getByRole('button', { name: 'identify' }).click();
    await page.getByRole('button', { name: 'send again' }).click();
    await page.getByText('2 of 2 calls are shown').waitFor();
    await page.getByRole('link', { name: 'Users', exact: true }).click();
    await post(emulator, '/v1/identify', { userId: 'bob', traits: { plan: 'free' } });
    await page.locator('.properties', { hasText: 'free' }).waitFor();
    await post(emulator, '/v1/identify', { userId: 'bob', traits: { plan: 'team' } });
    await page.locator('.properties', { hasText: 'team' }).waitFor();
    assert.deepEqual(faults, []);
  });

  it('shows what is stored of each kind, one after the other', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=users');
    await post(emulator, '/v1/identify', { userId: 'ada', traits: { plan: 'pro' } });
    await post(emulator, '/v1/group', { userId: 'ada', groupId: 'acme', traits: { name: 'Acme Inc' } });
    await track(emulator, 'Signed Up');
    await page.getByRole('cell', { name: 'ada', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Accounts', exact: true }).click();
    await page.getByText('Acme Inc').waitFor();
    await page.getByRole('link', { name: 'Events', exact: true }).click();
    await page.getByRole('cell', { name: 'Signed Up', exact: true }).waitFor();
    await page.getByRole('searchbox').fill('nothing like it');
    await page.getByText('0 of 0 are shown').waitFor();
    assert.deepEqual(faults, []);
  });

  it('opens a body of hundreds of kilobytes at once', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=calls');
    const properties = Object.fromEntries(
      Array.from({ length: 15_000 }, (_, index) => [`property ${index}`, index]),
    );
    await fetch(emulator.baseUrl, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${emulator.apiKey}:`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ type: 'track', userId: 'ada', event: 'Huge', properties }),
    });
    await page.getByRole('button', { name: 'track Huge' }).click();
    await page.locator('.drawer [aria-label="as received"] pre', { hasText: 'property 14999' }).waitFor();
    assert.deepEqual(faults, []);
  });

  it('keeps filters and the open call in its address, over a reload and the back button', async () => {
    const { emulator, page } = await bench({}, '/?view=calls');
    for (const event of ['Seen', 'Bought']) await track(emulator, event);
    await post(emulator, '/v1/track', { event: 'Nobody' });
    await press(page, 'accepted 2');
    await page.getByRole('searchbox').fill('bought');
    await page.getByText('1 of 1 calls are shown').waitFor();
    await page.getByRole('button', { name: 'track Bought' }).click();
    await page.reload();
    await page.locator('.drawer h2', { hasText: 'track Bought' }).waitFor();
    await page.getByText('1 of 1 calls are shown').waitFor();
    await page.goBack();
    await page.locator('.drawer').waitFor({ state: 'detached' });
  });

  it('follows in two windows, and comes back after the emulator was away', async () => {
    const { emulator, page } = await bench({}, '/?view=calls');
    const { page: other } = await windowAt(`${emulator.url}/?view=calls`);
    await track(emulator, 'First');
    for (const one of [page, other]) await one.getByRole('button', { name: 'track First' }).waitFor();
    const { port } = new URL(emulator.url);
    await emulator.close();
    await page.getByText('the emulator does not answer; trying again').waitFor();
    const again = await startEmulator({ port: Number(port) });
    open.push(again);
    await track(again, 'Second');
    await page.getByRole('button', { name: 'track Second' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'track First' }).count(), 0);
  });

  it('shows one world, and nothing of another', async () => {
    const { emulator } = await bench();
    const answer = await fetch(`${emulator.controlUrl}/worlds`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'mine' }),
    });
    const { world } = (await answer.json()) as { world: { id: string; writeKey: string } };
    const { page } = await windowAt(`${emulator.url}/?world=${world.id}&view=calls`);
    await page
      .getByLabel('World')
      .locator('option:checked', { hasText: 'world mine' })
      .waitFor({ state: 'attached' });
    await track(emulator, 'Elsewhere');
    await track({ ...emulator, writeKey: world.writeKey }, 'Here');
    await page.getByRole('button', { name: 'track Here' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'track Elsewhere' }).count(), 0);
  });

  it('asks for the control token, takes it out of the address, and keeps it for the window only', async () => {
    const { emulator, page } = await bench({ controlToken: 'a-token-for-tests' });
    await page.getByLabel('Control token').fill('a-token-for-tests');
    await press(page, 'go on');
    await page.getByText('live', { exact: true }).waitFor();
    const { page: other } = await windowAt(`${emulator.url}/#token=a-token-for-tests`);
    await other.getByText('live', { exact: true }).waitFor();
    assert.equal(new URL(other.url()).hash, '');
  });

  it('has nothing that axe finds, on any page, in light and dark, wide and narrow', async () => {
    const { emulator, page, faults } = await bench({ clock: 'frozen', limits: { users: 1 } });
    for (const userId of ['ada', 'bob'])
      await post(emulator, '/v1/identify', { userId, traits: { plan: 'pro' } });
    await post(emulator, '/v1/group', { userId: 'ada', groupId: 'acme', traits: { name: 'Acme' } });
    await track(emulator, 'Signed Up');
    await post(emulator, '/v1/track', { event: 'Nobody' });
    for (const view of VIEWS) {
      await page.getByRole('link', { name: view, exact: true }).click();
      await checkLooks(page, view, () => page.locator('main :is(table, h2, .empty)').first().waitFor());
    }
    assert.deepEqual(faults, []);
  });
});
