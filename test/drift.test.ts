/** The drift command on the unchanged page, on changed copies, and on files that are not the page. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { isSentenceReference, loadRegistry, readPage } from '../harness/registry/index.ts';
import { loadReviewedPage } from '../harness/registry/reviewed-page.ts';
import { packageRoot } from '../schemas/package-root.ts';
import { makeFolder } from './folder.ts';
import { type Ran, runCommand } from './shell.ts';

const folder = makeFolder('drift');

const SOURCE = join(packageRoot, '..', 'shared', 'sources', 'astrolabe-destination.txt');

/** The page's text; undefined, and the tests are skipped, if a checkout does not have it. */
function readSource(t: TestContext): string | undefined {
  if (existsSync(SOURCE)) return readFileSync(SOURCE, 'utf8');
  assert.notEqual(process.env.ASTROLABE_REQUIRE_SOURCES, '1', `${SOURCE} is missing, and is required`);
  t.skip(`${SOURCE} is missing`);
  return undefined;
}

function driftOf(content: string, name = 'copy.txt'): Promise<Ran> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return runCommand(['drift', path, '--json']);
}

describe('drift', () => {
  it('finds nothing on the page as it was read', async (t) => {
    if (readSource(t) === undefined) return;
    const ran = await runCommand(['drift', SOURCE]);
    assert.equal(ran.exitCode, 0, ran.out);
    assert.match(ran.out, /every sentence has a clause, or a reason to have none/);
  });

  it('names exactly the clauses of each changed sentence', async (t) => {
    const page = readSource(t);
    if (page === undefined) return;
    const clauses = loadRegistry().clauses;
    const referred = new Set(
      clauses.flatMap(({ source }) => source.filter(isSentenceReference).map(({ sha256 }) => sha256)),
    );
    const sentences = readPage(page).filter(({ sha256 }) => referred.has(sha256));
    assert.equal(sentences.length, referred.size);
    for (const { text, sha256 } of sentences) {
      const ran = await driftOf(page.replace(text, text.replace(/\p{L}+/u, 'Otherwise')));
      const { lost, stale, moved } = JSON.parse(ran.out);
      const own = clauses.filter(({ source }) =>
        source.some((reference) => isSentenceReference(reference) && reference.sha256 === sha256),
      );
      assert.deepEqual(
        lost.flatMap(({ clauseIds }: { clauseIds: string[] }) => clauseIds),
        own.map(({ id }) => id),
        text,
      );
      assert.deepEqual([stale, moved, ran.exitCode], [[], [], 1]);
    }
  });

  it('lists no reviewed sentence that a clause cites', () => {
    const listed = new Set(
      loadReviewedPage().groups.flatMap(({ sentences }) => sentences.map(({ sha256 }) => sha256)),
    );
    const both = loadRegistry().clauses.filter(({ source }) =>
      source.some((reference) => isSentenceReference(reference) && listed.has(reference.sha256)),
    );
    assert.deepEqual(
      both.map(({ id }) => id),
      [],
      'take their sentences out of features/page-sentences.yaml',
    );
  });

  it('shows a reader the clause, the place and the new sentence', async (t) => {
    const page = readSource(t);
    if (page === undefined) return;
    const copy = join(folder, 'changed.txt');
    writeFileSync(copy, page.replace('"total billed": 830,', '"total billed": 831,'));
    const ran = await runCommand(['drift', copy]);
    assert.equal(ran.exitCode, 1);
    assert.match(ran.out, /paragraph 17, sentence 12: AST-GROUP-004\n {4}there now: "total billed": 831,/);
  });

  it('reads HTML from a URL, and reports the target of a redirect', async (t) => {
    const page = readSource(t);
    if (page === undefined) return;
    const escaped = page.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const html = `<!doctype html><script>var a;</script>${escaped.replaceAll(/\n\n+/g, '<p>').replaceAll('\n', '<br>')}`;
    const server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(301, { location: '/new' }).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      assert.equal((await runCommand(['drift', url])).exitCode, 0);
      const moved = await runCommand(['drift', `${url}/moved`]);
      assert.equal(moved.exitCode, 4);
      assert.match(moved.err, /301, to \/new/);
    } finally {
      server.close();
    }
  });

  it('ends with a message if there is nothing to compare', async () => {
    const missing = await runCommand(['drift', 'no-such-file.txt']);
    assert.equal(missing.exitCode, 2);
    assert.match(missing.err, /no-such-file\.txt cannot be read/);
    const empty = await driftOf(' \n');
    assert.equal(empty.exitCode, 2);
    assert.match(empty.err, /has no text/);
    const unreachable = await runCommand(['drift', 'http://127.0.0.1:1/page']);
    assert.equal(unreachable.exitCode, 4);
  });
});
