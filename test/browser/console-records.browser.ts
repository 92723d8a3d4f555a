/** Users, Accounts and events in the console: what each has, who set it, and the ways between them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Emulator } from '../../emulator/index.ts';
import { checkLooks, consoleBench, post, press, track } from './console-bench.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';

/** Sends a call to the destination itself. */
function direct(emulator: Emulator, call: object): Promise<Response> {
  return fetch(emulator.baseUrl, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${emulator.apiKey}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(call),
  });
}

const drawer = (page: Page) => page.locator('.drawer');
const focused = (page: Page): Promise<unknown> => page.evaluate('document.activeElement.textContent');

describe('a User in the console', () => {
  const { bench, windowAt } = consoleBench();

  it('opens from the list, is in the address, and gives the focus back when it closes', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=users');
    await post(emulator, '/v1/identify', { userId: 'ada', traits: { plan: 'pro' } });
    await page.getByRole('link', { name: 'ada', exact: true }).click();
    await drawer(page).getByRole('heading', { name: 'ada' }).waitFor();
    assert.equal(new URL(page.url()).search, '?view=users&open=ada&in=allowing');
    assert.equal(await focused(page), 'ada');
    await page.keyboard.press('Escape');
    await drawer(page).waitFor({ state: 'detached' });
    assert.equal(await page.evaluate('document.activeElement.id'), 'record allowing  ada');
    await page.keyboard.press('Enter');
    await drawer(page).waitFor();
    await page.goBack();
    await drawer(page).waitFor({ state: 'detached' });
    await page.goForward();
    await drawer(page).waitFor();
    const again = await windowAt(page.url());
    await drawer(again.page).getByText('pro', { exact: true }).waitFor();
    assert.deepEqual([...faults, ...again.faults], []);
  });

  it('shows which call set each property and when, whichever way the call came', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=users&open=ada&in=allowing');
    await page.getByText('No User has this id').waitFor();
    await post(emulator, '/v1/identify', {
      userId: 'ada',
      messageId: 'm-1',
      traits: { plan: 'free', seats: 3 },
    });
    await post(emulator, '/v1/identify', { userId: 'ada', messageId: 'm-2', traits: { plan: 'pro' } });
    await track(emulator, 'Tried', { messageId: 'm-3', properties: { plan: 'pro' } });
    await direct(emulator, { type: 'identify', userId: 'ada', messageId: 'm-4', traits: { city: 'Paris' } });
    await page
      .locator('.drawer .properties', {
        hasText: /planpro.*by m-2 at .*seats3.*by m-1 at .*cityParis.*by m-4 at/,
      })
      .waitFor();
    for (const [messageId, address] of [
      ['m-2', /open=t1$/],
      ['m-4', /open=j/],
    ] as const) {
      await drawer(page).getByRole('link', { name: messageId }).click();
      await drawer(page)
        .getByText(messageId === 'm-2' ? 'm-2' : 'Paris')
        .first()
        .waitFor();
      assert.match(page.url(), address);
      await page.goBack();
    }
    await press(page, 'Tried');
    await drawer(page).locator('.facts', { hasText: 'm-3' }).waitFor();
    assert.deepEqual(faults, []);
  });

  it('finds the setter among more calls than one page has', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=users&open=ada&in=allowing');
    await post(emulator, '/v1/identify', { userId: 'ada', messageId: 'first', traits: { plan: 'pro' } });
    for (let round = 0; round < 3; round += 1) {
      const batch = Array.from({ length: 500 }, (_, index) => ({
        type: 'identify',
        userId: 'ada',
        traits: { visits: round * 500 + index },
      }));
      await post(emulator, '/v1/batch', { batch });
    }
    await page.locator('.drawer .properties', { hasText: /plan.*by first at/ }).waitFor();
    await page.locator('.drawer .properties', { hasText: /visits1499by api-/ }).waitFor();
    assert.deepEqual(faults, []);
  });

  it('leads to its Accounts, and from them to their Users', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=users&open=ada&in=allowing');
    for (const [userId, groupId] of [
      ['ada', 'acme'],
      ['bob', 'acme'],
      ['ada', 'initech'],
    ])
      await post(emulator, '/v1/group', { userId, groupId, traits: { name: `${groupId} Inc` } });
    for (const [path, body] of [
      ['/audiences', { name: 'VIP', key: 'vip', members: [{ userId: 'ada' }] }],
      ['/audiences/vip/sync', {}],
    ] as const) {
      const { ok } = await fetch(emulator.controlUrl + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      assert.ok(ok, path);
    }
    await drawer(page).getByRole('link', { name: 'initech' }).waitFor();
    await drawer(page).getByText('vip is in').waitFor();
    await drawer(page).getByRole('link', { name: 'acme' }).click();
    await drawer(page).getByRole('heading', { name: 'acme' }).waitFor();
    await page.locator('.drawer .properties', { hasText: /nameacme Inc.*by api-\S+ at/ }).waitFor();
    await drawer(page).getByRole('link', { name: 'bob' }).click();
    await drawer(page).getByRole('heading', { name: 'bob' }).waitFor();
    assert.match(page.url(), /view=users&open=bob&in=allowing$/);
    await page.goBack();
    await drawer(page).getByRole('heading', { name: 'acme' }).waitFor();
    await drawer(page).getByRole('link', { name: 'ada' }).click();
    await drawer(page).getByRole('link', { name: 'vip' }).click();
    await page.getByRole('heading', { name: 'VIP' }).waitFor();
    assert.deepEqual(faults, []);
  });

  it('has its events, the newest first, in pages', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=users&open=a1&in=allowing&by=anonymousId');
    const batch = Array.from({ length: 150 }, (_, index) => ({
      ...{ type: 'track', anonymousId: 'a1', event: `E${index}`, properties: { index } },
    }));
    await post(emulator, '/v1/identify', { anonymousId: 'a1' });
    await post(emulator, '/v1/identify', { userId: 'ada', anonymousId: 'a1' });
    await post(emulator, '/v1/identify', { anonymousId: 'a2' });
    await post(emulator, '/v1/batch', { batch: batch.map((call) => ({ ...call, anonymousId: 'a2' })) });
    await page.getByRole('link', { name: 'a2', exact: true }).click();
    await drawer(page).getByText('20 of 150 events are shown').waitFor();
    const names = () => drawer(page).locator('.fired > li > button').allTextContents();
    assert.deepEqual((await names()).slice(0, 2), ['E149', 'E148']);
    await press(page, 'show 100 more');
    await press(page, 'show 30 more');
    await drawer(page).getByText('150 of 150 events are shown').waitFor();
    assert.equal((await names()).at(-1), 'E0');
    await page.goto(`${emulator.url}/?view=events`);
    await page.getByText('100 of 150 are shown').waitFor();
    await press(page, 'show 50 more');
    await page.getByText('150 of 150 are shown').waitFor();
    assert.deepEqual(faults, []);
  });

  it('shows what is hostile as text, and cuts what is long', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=users');
    const long = 'long '.repeat(2_000);
    const call = {
      userId: HOSTILE,
      traits: { [HOSTILE]: HOSTILE, long, [long]: 1, deep: { [HOSTILE]: [HOSTILE] } },
    };
    await post(emulator, '/v1/identify', call);
    await post(emulator, '/v1/group', { userId: HOSTILE, groupId: HOSTILE });
    await post(emulator, '/v1/track', {
      userId: HOSTILE,
      event: HOSTILE,
      properties: { [HOSTILE]: HOSTILE },
    });
    await page.getByRole('link', { name: HOSTILE, exact: true }).first().click();
    await drawer(page).getByText('1 of 1 events').waitFor();
    assert.equal(await page.locator('img').count(), 0);
    assert.ok(((await drawer(page).textContent()) ?? '').length < 5_000);
    await drawer(page).getByRole('button', { name: 'show all 10,000 characters' }).last().click();
    assert.ok(((await drawer(page).textContent()) ?? '').length > 10_000);
    await page.keyboard.press('Escape');
    assert.equal(await focused(page), HOSTILE);
    assert.deepEqual(faults, []);
  });

  it('shows more than a hundred rows when it is asked to, and keeps up with 10,000 Users', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=users');
    for (let round = 0; round < 20; round += 1) {
      const batch = Array.from({ length: 500 }, (_, index) => ({
        type: 'identify',
        userId: `u${round * 500 + index}`,
      }));
      await post(emulator, '/v1/batch', { batch });
    }
    await page.getByText('100 of 10000 are shown').waitFor();
    await press(page, 'show 100 more');
    await page.getByText('200 of 10000 are shown').waitFor();
    await page.getByLabel('Search').fill('u9999');
    await page.getByText('1 of 1 are shown').waitFor();
    await page.getByRole('link', { name: 'u9999' }).click();
    await drawer(page).getByText('It is in no Account').waitFor();
    assert.match(page.url(), /text=u9999/, 'the filter stays');
    assert.deepEqual(faults, []);
  });

  it('is readable in light and dark, on a desk and on a telephone', async () => {
    const { emulator, page, faults } = await bench();
    await post(emulator, '/v1/identify', {
      userId: 'ada',
      traits: {
        plan: 'pro',
        email: 'ada@initech.example',
        address: { city: 'Paris' },
        note: 'x'.repeat(900),
      },
    });
    for (const groupId of ['acme', 'initech']) await post(emulator, '/v1/group', { userId: 'ada', groupId });
    for (let index = 0; index < 25; index += 1)
      await track(emulator, 'Order Completed', { properties: { index } });
    for (const [view, open] of [
      ['users', 'ada'],
      ['accounts', 'acme'],
    ]) {
      await page.goto(`${emulator.url}/?view=${view}&open=${open}&in=allowing`);
      const shown = drawer(page).getByText(/by \S+ at|It has none/);
      await checkLooks(page, `record ${view}`, () => shown.first().waitFor());
    }
    assert.deepEqual(faults, []);
  });
});
