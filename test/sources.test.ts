/** The registry, compared with the contract's table and with the sentences of the Astrolabe page. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { parse } from 'yaml';
import { isSentenceReference, loadRegistry, readPage } from '../harness/registry/index.ts';
import { packageRoot } from '../schemas/package-root.ts';

const registry = loadRegistry();

/** The text of the Astrolabe page; undefined, and the test is skipped, if it is not beside the repository. */
function readPageText(t: TestContext): string | undefined {
  const path = join('..', 'shared', 'sources', 'astrolabe-destination.txt');
  const file = join(packageRoot, path);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const missing = `${path} is missing`;
  assert.notEqual(
    process.env.ASTROLABE_REQUIRE_SOURCES,
    '1',
    `${missing}, and ASTROLABE_REQUIRE_SOURCES=1 requires it`,
  );
  t.skip(missing);
  return undefined;
}

const contract = readFileSync(join(packageRoot, 'docs', 'contract.md'), 'utf8');

interface Row {
  readonly id: string;
  readonly level: string;
  readonly control: boolean;
  readonly provenance: string;
  readonly pages: readonly string[];
  readonly evidence: string;
}

/** The rows of the contract's table 2a: `| id | rule | level | provenance and pages | evidence |`. */
function readTable(): Row[] {
  const section = contract.split(/^### /mu).find((part) => part.startsWith('2a.')) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| AST-'))
    .map((line) => {
      const [id = '', , levels = '', origin = '', evidence = ''] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      const [level = '', control] = levels.split(', ');
      const [provenance = '', ...pages] = origin.replace(/\(.*\)/u, '').match(/[a-z-]+/gu) ?? [];
      return { id, level, control: control === 'control', provenance, pages, evidence };
    });
}

test('every sentence that a clause refers to is on the Astrolabe page, unchanged and in its place', (t) => {
  const page = readPageText(t);
  if (page === undefined) return;
  const hashes = new Map(readPage(page).map((s) => [`${s.paragraph}.${s.sentence}`, s.sha256]));
  const references = registry.clauses.flatMap(({ id, source }) =>
    source.filter(isSentenceReference).map((reference) => ({ id, ...reference })),
  );
  assert.ok(references.length > 0);
  for (const { id, paragraph, sentence, sha256 } of references) {
    assert.equal(
      sha256,
      hashes.get(`${paragraph}.${sentence}`),
      `${id}: paragraph ${paragraph}, sentence ${sentence}`,
    );
  }
});

test('the registry follows the version of the contract that is in docs/', () => {
  const { contract: followed } = parse(readFileSync(join(packageRoot, 'features', 'clauses.yaml'), 'utf8'));
  const [, version] = /^# .*, version (\d+)\b/.exec(contract) ?? [];
  assert.equal(followed.version, Number(version));
});

test('the registry has the clauses of the contract, row for row', () => {
  const rows = readTable();
  assert.ok(rows.length > 0, 'the contract has no table 2a');
  const graded = registry.clauses.filter(({ id }) => id.startsWith('AST-'));
  const fromRegistry = graded.map(({ id, level, control, provenance, evidence }) => ({
    id,
    level,
    control: control === true,
    provenance,
    evidence,
  }));
  assert.deepEqual(
    fromRegistry,
    rows.map(({ pages: _, ...row }) => row),
  );
});

test('every clause refers to the pages that the contract names for it', () => {
  for (const { id, pages } of readTable()) {
    const referred = new Set(registry.byId(id)?.source.map(({ page }) => page));
    assert.deepEqual(
      pages.filter((page) => !referred.has(page)),
      [],
      `${id} does not refer to every page of the contract`,
    );
  }
});

test('no documented clause refers to a page that nobody read', () => {
  const documented = registry.clauses.filter(({ provenance }) => provenance === 'documented');
  assert.ok(documented.length > 0);
  const unread = documented.filter(({ source }) =>
    source.some((reference) => !isSentenceReference(reference) && reference.heading === 'unverified'),
  );
  assert.deepEqual(
    unread.map(({ id }) => id),
    [],
  );
});

test('ids are in the order of the groups, and count up within each', () => {
  const ids = registry.clauses.map(({ id }) => id);
  const order = registry.groups.map(({ id }) => id);
  const rank = (id: string) => order.indexOf(id.slice(0, -4)) * 1000 + Number(id.slice(-3));
  assert.deepEqual(
    ids,
    ids.toSorted((a, b) => rank(a) - rank(b)),
  );
});
