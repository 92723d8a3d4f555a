/** The client of worlds in Chromium: bundled from the build, in a page of another origin that the emulator allows. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { type Emulator, startEmulator } from '../../emulator/index.ts';
import { BEHAVIOURS } from '../client/behaviours.js';
import { launch } from './chromium.ts';

const root = resolve(import.meta.dirname, '../..');

/** The page's own script: the client as its users bundle it, and the behaviours. */
async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as entry from './dist/entries/test.js';
        import { BEHAVIOURS } from './test/client/behaviours.js';
        globalThis.openWorld = entry.openWorld;
        globalThis.behave = async (title, controlUrl) => {
          const open = () => entry.openWorld({ controlUrl, name: title });
          const world = await open();
          try {
            await BEHAVIOURS[title](world, { ...entry, open });
          } finally {
            await world.close();
          }
        };`,
      resolveDir: root,
    },
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    absWorkingDir: join(root),
  });
  return outputFiles[0]?.text ?? '';
}

describe('the client of worlds in Chromium', () => {
  let browser: Browser;
  let server: Server;
  let page: Page;
  let emulator: Emulator;
  let origin: string;
  before(async () => {
    browser = await launch();
    const script = await bundlePage();
    server = createServer((request, response) =>
      request.url === '/page.js'
        ? response.setHeader('content-type', 'text/javascript').end(script)
        : response
            .setHeader('content-type', 'text/html')
            .end('<!doctype html><title>tests</title><script src="/page.js"></script>'),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    emulator = await startEmulator({ port: 0, allowedOrigins: [origin] });
    page = await browser.newPage();
    await page.goto(origin);
  });
  after(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
    await emulator.close();
  });

  for (const title of Object.keys(BEHAVIOURS)) {
    it(title, async () => {
      await page.evaluate(`behave(${JSON.stringify(title)}, ${JSON.stringify(emulator.controlUrl)})`);
    });
  }

  it('says that a browser cannot start an emulator', async () => {
    await assert.rejects(
      page.evaluate('openWorld()'),
      /openWorld needs the control URL of an emulator here, because a browser cannot start one/,
    );
  });

  it('says which origin to allow if the emulator does not allow that of the page', async () => {
    const closed = await startEmulator({ port: 0 });
    try {
      await assert.rejects(
        page.evaluate(`openWorld({ controlUrl: ${JSON.stringify(closed.controlUrl)} })`),
        new RegExp(
          `no response from .*; start it with --allowed-origin ${origin}, so that this page may use it`,
        ),
      );
    } finally {
      await closed.close();
    }
  });
});
