/** Opens a local file in Chromium and records which requests the page sends and what goes wrong in it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Longer than a page needs on a slow machine: what is there is not waited for. */
const TIMEOUT_MS = 20_000;

/** An open page, and what was recorded about it. */
export interface WatchedPage {
  readonly page: Page;
  /** Requests for anything other than files in the same folder; they are blocked. */
  readonly foreign: readonly string[];
  /** Script errors, errors on the console, dialogs. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/**
 * @param file a path on disk
 * @param address query and fragment, such as `?level=MUST#AST-IDENT-002`
 */
export async function openPage(
  browser: Browser,
  file: string,
  address = '',
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  const foreign: string[] = [];
  const faults: string[] = [];
  const folder = pathToFileURL(file).href.replace(/[^/]*$/, '');
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith(folder)) return route.continue();
    foreign.push(url);
    return route.abort();
  });
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('dialog', async (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.goto(pathToFileURL(file).href + address);
  return { page, foreign, faults, close: () => context.close() };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations that axe rates serious or critical, one line each. */
export async function seriousViolations(page: Page): Promise<string[]> {
  const violations = await axeViolations(page);
  return violations.filter((line) => /^\[(serious|critical)\]/.test(line));
}

/** Everything that axe finds, a line each. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations: { id: string; impact: string; nodes: { html: string }[] }[] = await page.evaluate(
    'axe.run(document, { preload: false }).then(({ violations }) => violations)',
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html }) => `[${impact}] ${id}: ${html.slice(0, 200)}`),
  );
}
