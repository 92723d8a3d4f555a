/** Bodies that are huge, endless or deep: memory, records and reports stay small, and the verdict is said. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import type { ResultRecord } from '../../schemas/index.ts';
import { makeFolder } from '../folder.ts';
import { PROGRAM } from '../program.ts';

const MB = 1024 * 1024;
const apiKey = 'k-Huge-1234';

/** Writes `unit` for ever. */
function writeForEver(response: ServerResponse, unit: string): void {
  const block = unit.repeat(Math.ceil((64 * 1024) / unit.length));
  const more = () => {
    while (!response.destroyed && response.write(block));
  };
  response.on('drain', more);
  more();
}

/** The answer of a Records API that holds one User, with the given properties. */
function userWith(userId: string, properties: string): string {
  return `{"users":[{"userId":${JSON.stringify(userId)},"properties":${properties},"accountIds":[]}]}`;
}

type Answer = (response: ServerResponse, userId: string) => void;

/** How a Records API answers every question about a User that was sent. */
const READS: Readonly<Record<string, Answer>> = {
  'with 3.9 MB each time': (response, userId) =>
    response.end(userWith(userId, `{"big":"${'x'.repeat(3.9 * MB)}"}`)),
  'with 900 KB each time': (response, userId) =>
    response.end(userWith(userId, `{"big":"${'x'.repeat(900 * 1024)}"}`)),
  'without end': (response) => writeForEver(response, ' '),
  'with Users without end': (response) => {
    response.write('{"users":[');
    writeForEver(response, '{"userId":"a","properties":{},"accountIds":[]},');
  },
  'with 50,000 Users': (response) => {
    const user = '{"userId":"a","properties":{},"accountIds":[]}';
    response.end(`{"users":[${Array<string>(50_000).fill(user).join(',')}]}`);
  },
  'with 15,000 Users': (response) => {
    const user = '{"userId":"a","properties":{},"accountIds":[]}';
    response.end(`{"users":[${Array<string>(15_000).fill(user).join(',')}]}`);
  },
  'with a value 200,000 levels deep': (response, userId) =>
    response.end(userWith(userId, `{"deep":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)),
};

/** How a destination answers every call that it accepts. */
const CALLS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'with 3.9 MB each time': (response) => response.end('x'.repeat(3.9 * MB)),
  'without end': (response) => writeForEver(response, 'x'),
};

/** Accepts what is JSON with the right key, and shows a User for each ID that was sent. */
async function listen({ read, call }: { readonly read?: Answer; readonly call?: (typeof CALLS)[string] }) {
  const authorization = `Basic ${btoa(`${apiKey}:`)}`;
  const sent = new Set<string>();
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const body = await text(request);
    if (request.headers.authorization !== authorization) return response.writeHead(401).end();
    if (request.method === 'GET') {
      const userId = searchParams.get('userId') ?? '';
      if (pathname === '/records/users' && sent.has(userId)) return read?.(response, userId);
      return response.end(`{"${pathname.replace('/records/', '')}":[]}`);
    }
    try {
      const { userId } = JSON.parse(body);
      sent.add(userId);
    } catch {
      return response.writeHead(400).end();
    }
    response.writeHead(200);
    return call === undefined ? response.end() : call(response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      return new Promise<unknown>((closed) => server.close(closed));
    },
  };
}

/** A run needs a third of it without any of this. */
const HEAP_MB = 300;

/** Grades it in a process whose heap has a limit, and reads what was written. */
async function grade(answers: Parameters<typeof listen>[0], ...words: readonly string[]) {
  const server = await listen(answers);
  const folder = makeFolder('huge');
  try {
    const how = [
      '--base-url',
      `${server.url}/`,
      '--report-dir',
      folder,
      '--settle',
      '300ms',
      '--last-look',
      '0',
    ];
    const child = spawn(
      process.execPath,
      [
        `--max-old-space-size=${HEAP_MB}`,
        ...PROGRAM,
        'verify',
        ...how,
        ...words.map((word) => word.replace('URL', server.url)),
      ],
      { env: { PATH: process.env.PATH, ASTROLABE_API_KEY: apiKey } },
    );
    const ended = once(child, 'close');
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [exitCode] = (await ended) as [number | null];
    const files = readdirSync(folder);
    const bytes = files.map((name) => statSync(join(folder, name)).size).reduce((all, size) => all + size, 0);
    const record = JSON.parse(readFileSync(join(folder, 'conformance.json'), 'utf8')) as ResultRecord;
    return { exitCode, out, err, bytes, record };
  } finally {
    await server.close();
  }
}

type Graded = Awaited<ReturnType<typeof grade>>;

function assertSmall({ exitCode, err, bytes, record }: Graded): void {
  assert.ok([0, 1, 3].includes(exitCode ?? -1), `exit ${exitCode}: ${err.slice(0, 2000)}`);
  assert.equal(exitCode, record.run.exitCode);
  assert.ok(bytes < 60 * MB, `${bytes} bytes of reports`);
  const exchanges = [
    ...(record.controls ?? []),
    ...record.clauses.flatMap(({ examples }) => examples.flatMap((example) => example.exchanges)),
  ];
  const longest = Math.max(...exchanges.map(({ response }) => Buffer.byteLength(response?.body ?? '')));
  assert.ok(longest <= 64 * 1024, `${longest} bytes of a body`);
  assert.equal(record.clauses.filter(({ verdict }) => verdict === 'harness-error').length, 0);
}

describe('a Records API that answers', () => {
  for (const [what, read] of Object.entries(READS)) {
    it(`${what} costs little, and the run says what happened`, { timeout: 240_000 }, async () => {
      assertSmall(await grade({ read }, '--records-url', 'URL/records', '--clauses', 'AST-IDENT-*'));
    });
  }
});

describe('a destination that answers', () => {
  it('with more than a run reads ends the run with that reason', { timeout: 240_000 }, async () => {
    const call = (response: ServerResponse) => response.end('x'.repeat(900 * 1024));
    const graded = await grade({ call }, '--explore', '0');
    assertSmall(graded);
    assert.match(graded.record.run.findings?.limit ?? '', /larger than a run reads/);
    assert.match(graded.out, /larger than a run reads/);
    const examples = graded.record.clauses.flatMap((clause) => clause.examples);
    assert.ok(
      examples.some(({ verdict, reason }) => verdict === 'blocked' && /larger than/.test(reason ?? '')),
    );
  });

  for (const [what, call] of Object.entries(CALLS)) {
    it(`${what} costs little, and the run says what happened`, { timeout: 240_000 }, async () => {
      const graded = await grade({ call }, '--clauses', 'AST-HTTP-00*', '--clauses', 'AST-IDENT-006');
      assertSmall(graded);
    });
  }
});
