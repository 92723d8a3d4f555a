/** Pages of other origins in a real browser try everything that a page can do to a server on this machine. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { basic, KEYS } from '../../emulator/testing.ts';
import { eventually } from '../eventually.ts';
import { type Seeded, startSeeded } from '../safety/seeded-emulator.ts';
import { launch } from './chromium.ts';

const SCRIPT = readFileSync(join(import.meta.dirname, 'foreign-page.js'), 'utf8');
const HTML = `<!doctype html><title>elsewhere</title><body><script>${SCRIPT}</script>`;

const WRITES = [
  { method: 'POST', path: '/_emulator/reset', body: '{}' },
  { method: 'POST', path: '/_emulator/clock/advance', body: '{"ms": 60000}' },
  { method: 'POST', path: '/_emulator/clock', body: '{"mode": "real"}' },
  {
    method: 'POST',
    path: '/_emulator/audiences',
    body: '{"name": "Theirs", "members": [{"userId": "ada"}]}',
  },
  { method: 'POST', path: '/_emulator/instances', body: '{"name": "theirs", "apiKey": "k"}' },
  { method: 'PATCH', path: '/_emulator/source', body: '{"enabled": false}' },
];
const READS = ['/_emulator/state', '/_emulator/traces', '/records/users?userId=ada'];

describe('a page of another origin', () => {
  let browser: Browser;
  let elsewhere: Server;
  let port: number;
  let seeded: Seeded;
  before(async () => {
    elsewhere = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end(HTML),
    ).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    port = (elsewhere.address() as AddressInfo).port;
    // Newer versions of Chromium block such pages; this switch leaves it to the emulator.
    browser = await launch([
      '--host-resolver-rules=MAP *.example 127.0.0.1',
      '--disable-features=LocalNetworkAccessChecks',
    ]);
    seeded = await startSeeded();
  });
  after(async () => {
    await browser.close();
    elsewhere.close();
    elsewhere.closeAllConnections();
    await seeded.close();
  });

  /** Opens a tab, uses it, and waits until all its requests have finished. */
  async function inTab<T>(
    url: string,
    use: (tab: Page) => Promise<T>,
    options: { readonly bypassCSP?: boolean } = {},
  ): Promise<T> {
    const tab = await browser.newPage(options);
    let pending = 0;
    let sent = 0;
    tab.on('request', () => {
      pending += 1;
      sent += 1;
    });
    for (const event of ['requestfinished', 'requestfailed'] as const) {
      tab.on(event as 'requestfinished', () => {
        pending -= 1;
      });
    }
    try {
      // DNS rebinding: the page itself comes from another server; no other request is intercepted.
      if (url.startsWith('http://rebound.example')) {
        await tab.route(url, (route) => route.fulfill({ contentType: 'text/html', body: HTML }));
      }
      await tab.goto(url);
      const result = await use(tab);
      await eventually(async () => (pending <= 0 && sent > 1 ? [sent] : []));
      return result;
    } finally {
      await tab.close();
    }
  }

  const attack = (tab: Page, base: string): Promise<string[]> =>
    tab.evaluate(
      `attack(${JSON.stringify({ base, writes: WRITES, reads: READS, authorization: basic(KEYS.apiKey) })})`,
    );

  const pages = {
    'on the same host and another port': () => `http://127.0.0.1:${port}/`,
    'of another site': () => `http://foreign.example:${port}/`,
  };
  for (const [what, url] of Object.entries(pages)) {
    it(`${what} can neither change nor read anything`, async () => {
      const before = await seeded.snapshot();
      const opened = await inTab(url(), (tab) => attack(tab, seeded.emulator.url));
      assert.deepEqual(opened, []);
      assert.deepEqual(await seeded.snapshot(), before);
    });

    it(`${what} can send calls to the ingress`, async () => {
      const userId = what.replaceAll(' ', '-');
      const body = JSON.stringify({ userId, event: 'Seen', writeKey: KEYS.writeKey });
      const answers = await inTab(url(), (tab) =>
        tab.evaluate(
          `track(${JSON.stringify({ base: seeded.emulator.url, authorization: basic(KEYS.writeKey), body })})`,
        ),
      );
      assert.deepEqual(answers, [
        [200, { success: true }],
        [200, { success: true }],
      ]);
      const { text } = await seeded.request(`/records/events?userId=${userId}`, {
        headers: { authorization: basic(KEYS.apiKey) },
      });
      assert.equal(JSON.parse(text).events.length, 2);
    });
  }

  it('whose host name was rebound to this machine can neither change nor read anything', async () => {
    const before = await seeded.snapshot();
    const base = `http://rebound.example:${new URL(seeded.emulator.url).port}`;
    const opened = await inTab(`${base}/page`, (tab) => attack(tab, base));
    // For the browser both are one origin, so the page can read the refusals, which contain no data.
    const others = opened.filter((line) => !/ got 403 \{"message":"|^a form to /.test(line));
    assert.deepEqual(others, []);
    assert.ok(opened.length > 0, 'the requests arrived');
    assert.deepEqual(await seeded.snapshot(), before);
  });

  it('control: a page of the same origin can read and change', async (test) => {
    const own = await startSeeded();
    test.after(() => own.close());
    const before = await own.snapshot();
    const page = `${own.emulator.url}/nothing`;
    const requests = async (tab: Page) => {
      await tab.evaluate(SCRIPT);
      return attack(tab, own.emulator.url);
    };
    // Apart from the console, the emulator's own pages may make no requests at all.
    const held = await inTab(page, requests);
    assert.ok(!held.some((line) => / got 20/.test(line)), held.join());
    const opened = await inTab(page, requests, { bypassCSP: true });
    for (const { path } of WRITES)
      assert.ok(
        opened.some((line) => line.startsWith(`fetch ${path} got 20`)),
        path,
      );
    for (const path of READS)
      assert.ok(
        opened.some((line) => line.startsWith(`fetch ${path} got 200`)),
        path,
      );
    assert.notDeepEqual(await own.snapshot(), before);
  });
});
