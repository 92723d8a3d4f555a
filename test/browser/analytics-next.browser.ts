/** Segment's own browser library in a real browser, pointed at the emulator from a page of another origin. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startEmulator } from '../../emulator/index.ts';
import { startDestination } from '../destination/index.ts';
import { eventually } from '../eventually.ts';
import { launch } from './chromium.ts';
import { type LibraryPage, serveLibrary } from './library-page.ts';

function basic(key: string): string {
  return `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
}

const MODES = {
  default: {},
  batching: { deliveryStrategy: { strategy: 'batching', config: { size: 3, timeout: 300 } } },
};

describe('@segment/analytics-next in Chromium', () => {
  let browser: Browser;
  let page: Awaited<ReturnType<typeof serveLibrary>>;
  before(async () => {
    browser = await launch();
    page = await serveLibrary();
  });
  after(async () => {
    await browser.close();
    await page.close();
  });

  for (const [mode, options] of Object.entries(MODES)) {
    for (const where of ['the built-in destination', 'an independent destination'] as const) {
      it(`in ${mode} mode, sends identify, group and track to ${where}`, async () => {
        const destination = where === 'the built-in destination' ? undefined : await startDestination();
        const emulator = await startEmulator({
          port: 0,
          ...(destination === undefined
            ? {}
            : { forwardTo: destination.baseUrl, forwardApiKey: destination.apiKey }),
        });
        const tab = await browser.newPage();
        const errors: string[] = [];
        tab.on('pageerror', (error) => errors.push(error.message));
        try {
          await tab.goto(page.url);
          await tab.evaluate(
            async ([writeKey, origin, host, extra]) => {
              const { AnalyticsBrowser } = (globalThis as unknown as LibraryPage).AnalyticsNext;
              const [analytics] = await AnalyticsBrowser.load(
                { writeKey, cdnURL: origin },
                {
                  integrations: {
                    'Segment.io': { apiHost: `${host}/v1`, protocol: 'http', ...(extra as object) },
                  },
                },
              );
              await Promise.all([
                analytics.identify('userId123', { email: 'john.doe@example.com' }),
                analytics.group('0e8c78ea9d97a7b8185e8632', { name: 'Initech', 'total billed': 830 }),
                analytics.track('User Registered', { plan: 'Pro Annual' }),
              ]);
            },
            [emulator.writeKey, emulator.ingressUrl, new URL(emulator.ingressUrl).host, options] as const,
          );
          const recordsUrl = destination?.recordsUrl ?? emulator.recordsUrl;
          const key = destination?.apiKey ?? emulator.apiKey;
          const read = (collection: string, query: string) =>
            eventually(async () => {
              const answer = await fetch(`${recordsUrl}/${collection}?${query}`, {
                headers: { authorization: basic(key) },
              });
              return ((await answer.json()) as Record<string, Record<string, unknown>[]>)[collection] ?? [];
            });
          const [event] = await read('events', 'userId=userId123');
          const [account] = await read('accounts', 'groupId=0e8c78ea9d97a7b8185e8632');
          const [user] = await read('users', 'userId=userId123');
          assert.equal(event?.event, 'User Registered');
          assert.deepEqual(account?.properties, { name: 'Initech', 'total billed': 830 });
          assert.deepEqual(account?.userIds, ['userId123']);
          assert.equal((user?.properties as Record<string, unknown>).email, 'john.doe@example.com');
          assert.deepEqual(errors, []);
        } finally {
          await tab.close();
          await emulator.close();
          await destination?.close();
        }
      });
    }
  }
});
