/** The drawer of a call in a real browser: what rules mean, the records before and after, and what the ingress refused. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Emulator } from '../../emulator/index.ts';
import { checkLooks, consoleBench, post, press } from './console-bench.ts';

const RECORDS = '[aria-label="Records before and after"]';
const HOSTILE = '<img src=x onerror=alert(1)>';

/** Posts a text to the ingress, whatever it is. */
function postText(emulator: Emulator, path: string, text: string, key = emulator.writeKey) {
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  return fetch(emulator.url + path, { method: 'POST', headers: { authorization }, body: text });
}

const requested = (page: Page, path: string): string[] => {
  const found: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes(path)) found.push(request.url());
  });
  return found;
};

describe('the drawer of a call', () => {
  const { bench, windowAt } = consoleBench();

  it('says what a rule means and what it rests on, when somebody asks', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=calls');
    const read = requested(page, 'rules.json');
    await post(emulator, '/v1/identify', { userId: 'ada', traits: { plan: 'pro' } });
    await page.getByRole('button', { name: 'identify' }).click();
    await page.getByRole('link', { name: 'AST-IDENT-001' }).waitFor();
    assert.deepEqual(read, [], 'nobody has asked');
    await page.getByRole('link', { name: 'AST-IDENT-001' }).click();
    const card = page.getByRole('region', { name: 'What AST-IDENT-001 means' });
    await card.getByText(/^The first identify for a user ID creates/).waitFor();
    await card.getByText(/^MUST, (documented|inferred|assumed)$/).waitFor();
    assert.match((await card.textContent()) ?? '', /Astrolabe Destination.*paragraph \d+, sentence \d+/);
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'AST-IDENT-001');
    const { page: other } = await windowAt(page.url());
    await other.getByRole('region', { name: 'What AST-IDENT-001 means' }).getByText(/^MUST/).waitFor();
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate('document.activeElement.getAttribute("href").includes("rule=")'), true);
    assert.equal(await page.locator('.drawer').count(), 1, 'only the rule was closed');
    await page.keyboard.press('Enter');
    await card.waitFor();
    await page.goBack();
    await card.waitFor({ state: 'detached' });
    assert.equal(read.length, 1, 'it is read once');
    assert.deepEqual(faults, []);
  });

  it('says what a choice and a limit mean, and that an unknown rule is unknown', async () => {
    const options = { choices: { 'delete-call': 'accept' }, limits: { users: 1 } } as const;
    const { emulator, page } = await bench(options, '/?view=calls');
    for (const userId of ['ada', 'bob']) await post(emulator, '/v1/identify', { userId });
    await page.getByRole('button', { name: 'identify' }).first().click();
    await page.getByRole('link', { name: 'limit:users' }).click();
    await page.getByText('A limit of the emulator.').waitFor();
    await page.goto(`${emulator.url}/?view=calls&open=t0&rule=choice:delete-call%3Daccept`);
    await page.getByText('Here it is accept; the default is unsupported.').waitFor();
    await page.goto(`${emulator.url}/?view=calls&open=t0&rule=constructor`);
    await page.getByText('No rule of this version has this id.').waitFor();
  });

  it('shows the records before and after, with what changed marked, as text', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=calls');
    await post(emulator, '/v1/identify', { userId: 'ada', traits: { plan: 'free', [HOSTILE]: HOSTILE } });
    await post(emulator, '/v1/identify', { userId: 'ada', traits: { plan: 'pro', seats: 3 } });
    await post(emulator, '/v1/identify', { userId: 'ada', traits: { plan: 'pro' } });
    await post(emulator, '/v1/page', { userId: 'ada' });
    const open = async (position: number) => {
      await page.goto(`${emulator.url}/?view=calls&open=t${position}`);
      return page.locator(RECORDS);
    };
    const first = await open(0);
    await first.getByText('User ada: new').waitFor();
    const second = await open(1);
    await second.getByText('User ada: changed').waitFor();
    await second.getByText('changed: /properties/plan, added: /properties/seats').waitFor();
    assert.deepEqual(await second.locator('del').allTextContents(), ['"plan": "free"']);
    assert.deepEqual(await second.locator('ins').allTextContents(), ['"plan": "pro"', '"seats": 3']);
    assert.equal(await page.locator('img').count(), 0);
    await (await open(2)).getByText('This call changed nothing.').waitFor();
    await (await open(3)).getByText('did not reach the destination').waitFor();
    assert.deepEqual(faults, []);
  });

  it('says why the records are not known', async () => {
    const { emulator, page } = await bench({ bodies: false }, '/?view=calls');
    await post(emulator, '/v1/identify', { userId: 'ada' });
    await page.getByRole('button', { name: 'identify' }).click();
    await page.locator(RECORDS).getByText('Not known. Bodies of calls are not kept (--no-bodies).').waitFor();
  });

  it('leads to the User, the Account and the events of a call', async () => {
    const { emulator, page } = await bench({}, '/?view=calls');
    await post(emulator, '/v1/group', { userId: 'ada', groupId: 'acme', traits: { name: 'Acme' } });
    await post(emulator, '/v1/identify', { userId: 'ada', traits: {} });
    await post(emulator, '/v1/track', { userId: 'ada', event: 'Seen' });
    for (const [call, link, view] of [
      ['track Seen', 'ada', 'users'],
      ['track Seen', 'Seen', 'events'],
      ['group', 'acme', 'accounts'],
    ] as const) {
      await page.getByRole('link', { name: 'Calls', exact: true }).click();
      await page.getByRole('button', { name: call }).click();
      await page.locator('.drawer').getByRole('link', { name: link, exact: true }).click();
      await page.getByText('1 of 1 are shown').waitFor();
      const { searchParams } = new URL(page.url());
      assert.deepEqual([searchParams.get('view'), searchParams.get('text')], [view, link]);
      assert.equal(searchParams.get('open'), null);
    }
  });

  it('shows what the ingress refused as a whole, with the body as it came', async () => {
    const { emulator, page, faults } = await bench({}, '/?view=calls');
    await page.getByText('live', { exact: true }).waitFor();
    await postText(emulator, '/v1/batch', `{"batch": ["${HOSTILE}"`);
    await page.getByRole('button', { name: 'request invalid_request' }).click();
    await press(page, 'failed 1');
    const drawer = page.locator('.drawer');
    await drawer.getByText('malformed JSON').waitFor();
    await drawer.getByText('the ingress, for all of its calls').waitFor();
    await drawer.locator('pre', { hasText: HOSTILE }).waitFor();
    await page.getByRole('searchbox').fill('malformed');
    await page.getByText('1 of 1 calls are shown').waitFor();
    assert.equal(await drawer.getByRole('button', { name: 'copy as NDJSON' }).count(), 0, 'it is no call');
    assert.equal(await page.locator(RECORDS).count(), 0);
    assert.equal(await page.locator('img').count(), 0);
    assert.deepEqual(faults, []);
  });

  it('has nothing that axe finds, in light and dark, wide and narrow, with a rule open', async () => {
    const { emulator, page } = await bench();
    await post(emulator, '/v1/identify', { userId: 'ada', traits: { plan: 'free', seats: 1 } });
    const rest = {
      anonymousId: 'visitor',
      traits: { plan: 'pro', [`long${'-name'.repeat(30)}`]: 'x'.repeat(300) },
    };
    await post(emulator, '/v1/group', { userId: 'ada', groupId: 'acme', ...rest });
    await post(emulator, '/v1/identify', { userId: 'ada', ...rest });
    await postText(emulator, '/v1/batch', '{"batch": [');
    for (const [name, query, text] of [
      ['records', 'open=t2', 'User ada: changed'],
      ['rule', 'open=t2&rule=AST-IDENT-003', 'MUST, inferred'],
      ['refused', 'open=j3', 'malformed JSON'],
    ] as const) {
      await page.goto(`${emulator.url}/?view=calls&${query}`);
      const shows = () => page.locator('.drawer').getByText(text).first().waitFor();
      await checkLooks(page, `Calls-${name}`, shows, [1280, 390, 1920]);
    }
  });
});
