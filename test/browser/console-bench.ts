/** Windows with the console of an emulator, for the tests of its pages. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, afterEach, before } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { launch } from './chromium.ts';
import { axeViolations } from './open-page.ts';

const pictures = resolve(import.meta.dirname, '../../reports/output/console');
/** Longer than a page needs on a slow machine: what is there is not waited for. */
const TIMEOUT_MS = 20_000;

/** A page, and every error of it. */
export interface ConsoleWindow {
  readonly page: Page;
  readonly faults: readonly string[];
}

export interface ConsoleBench {
  /** Starts an emulator and opens its console at an address. */
  bench(
    options?: Parameters<typeof startEmulator>[0],
    address?: string,
  ): Promise<ConsoleWindow & { readonly emulator: Emulator }>;
  windowAt(url: string): Promise<ConsoleWindow>;
  /** What is closed after the test, last first. */
  readonly open: { close(): Promise<unknown> }[];
}

/** One browser for the tests of a `describe`; what a test opened is closed after it. */
export function consoleBench(): ConsoleBench {
  let browser: Browser;
  const open: { close(): Promise<unknown> }[] = [];
  before(async () => {
    browser = await launch();
  });
  afterEach(async () => {
    for (const one of open.splice(0).toReversed()) await one.close();
  });
  after(() => browser.close());

  const windowAt = async (url: string): Promise<ConsoleWindow> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(TIMEOUT_MS);
    open.push(context);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(url);
    return { page, faults };
  };

  return {
    open,
    windowAt,
    async bench(options = {}, address = '/') {
      const emulator = await startEmulator({ port: 0, ...options });
      open.push(emulator);
      return { emulator, ...(await windowAt(emulator.url + address)) };
    },
  };
}

export function track(emulator: Emulator, event: string, more: object = {}): Promise<Response> {
  return post(emulator, '/v1/track', { userId: 'ada', event, ...more });
}

/** Sends a call to the ingress. */
export function post(emulator: Emulator, path: string, body: object): Promise<Response> {
  return fetch(emulator.url + path, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${emulator.writeKey}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
}

export function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}

/** A desk and a telephone. */
const WIDTHS = [1280, 390];

/**
 * Goes through every look of a page: light and dark, on a desk and on a telephone. In each it shows something, which must
 * have nothing that axe finds and not be too wide, and leaves a picture.
 *
 * @param shows shows what is looked at
 * @param widths default: of a desk and of a telephone
 */
export async function checkLooks(
  page: Page,
  name: string,
  shows: (width: number) => Promise<void> = async () => {},
  widths: readonly number[] = WIDTHS,
): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      // Without it, colours would be looked at on their way from one scheme to the other.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await shows(width);
      const look = `${name}-${colorScheme}-${width}`;
      assert.deepEqual(await axeViolations(page), [], look);
      const overflow: number = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      assert.ok(overflow <= 0, `${look} is ${overflow} px too wide`);
      if (WIDTHS.includes(width)) await savePicture(page, look);
    }
  }
}

/** Saves what the window shows, in a folder that git ignores. */
export async function savePicture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name.toLowerCase().replaceAll(' ', '-')}.png`) });
}
