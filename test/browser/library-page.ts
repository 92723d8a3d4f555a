/** A page of another origin than the emulator, with Segment's own browser library. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';

const library = resolve(import.meta.dirname, '../../node_modules/@segment/analytics-next/dist/umd');

/** The part of the library's global object that tests use. */
export interface LibraryPage {
  readonly AnalyticsNext: {
    readonly AnalyticsBrowser: {
      load(
        settings: object,
        options: object,
      ): PromiseLike<
        readonly [Record<'identify' | 'group' | 'track', (name: string, members: object) => Promise<unknown>>]
      >;
    };
  };
}

/** Serves an empty page and the library's bundles. */
export async function serveLibrary(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1);
    if (name.endsWith('.js')) {
      response
        .setHeader('content-type', 'text/javascript')
        .end(readFileSync(join(library, name.replaceAll('/', ''))));
    } else {
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>shop</title><script src="/index.js"></script>');
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}
