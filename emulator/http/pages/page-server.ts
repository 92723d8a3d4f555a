/** A server for pages in memory, on this machine only, that tells open ones when to reload. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { checkHost } from '../guards.ts';

export interface PageServer {
  /** Address of the first page: `http://127.0.0.1:4200/`. */
  readonly url: string;
  /** From now on serves these files, and reloads open pages. */
  replace(files: ReadonlyMap<string, string>): void;
  close(): Promise<void>;
}

/** Where pages hear of changes; no page has such a name. */
const LIVE = '/-/live';
const LIVE_SCRIPT = `new EventSource('${LIVE}').onmessage = () => location.reload();\n`;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

/** The pages have small scripts and pictures of their own, and load nothing from elsewhere. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/**
 * @param port 0: a free one
 * @throws the error of node:net if it cannot listen, such as EADDRINUSE
 */
export async function startPageServer(first: ReadonlyMap<string, string>, port: number): Promise<PageServer> {
  let files = first;
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const path = refusedOrPath(request, response);
    if (path === undefined) return;
    if (path === LIVE) {
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' }).write(':\n\n');
      return;
    }
    const content = path === `${LIVE}.js` ? LIVE_SCRIPT : contentOf(files, path);
    if (content === undefined) answer(response, 404, `There is no page ${path} here.\n`);
    else answer(response, 200, content, TYPES[extname(path)] ?? TYPES['.html']);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    replace(next) {
      files = next;
      for (const listener of listeners) listener.write('data: changed\n\n');
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** @returns the path of the request; undefined if the request is answered already */
function refusedOrPath(request: IncomingMessage, response: ServerResponse): string | undefined {
  if (checkHost(request.headers, []) !== undefined) {
    answer(response, 403, 'This name could be that of another machine: use 127.0.0.1 or localhost.\n');
    return undefined;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    answer(response, 405, 'Pages can only be read: use GET.\n');
    return undefined;
  }
  try {
    return decodeURIComponent(request.url?.replace(/[?#].*$/s, '') ?? '/');
  } catch {
    answer(response, 400, 'The path cannot be decoded.\n');
    return undefined;
  }
}

/** A page also loads the script that waits for changes. */
function contentOf(files: ReadonlyMap<string, string>, path: string): string | undefined {
  const name = path.endsWith('/') ? `${path}index.html` : path;
  const content = files.get(name.slice(1));
  return name.endsWith('.html')
    ? content?.replace('</head>', `<script src="${LIVE}.js" defer></script>\n</head>`)
    : content;
}

function answer(
  response: ServerResponse,
  status: number,
  content: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { ...HEADERS, 'content-type': type }).end(content);
}
