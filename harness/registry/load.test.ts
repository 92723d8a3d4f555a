/** Loading a registry: its content, and what is rejected. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, stringify } from 'yaml';
import { loadRegistry, parseRegistry } from './load.ts';

const text = `
contract: {version: 1}
groups: [{id: AST-HTTP, title: Transport}]
sources:
  direct: {title: A page, publisher: Somebody, settles: Something.}
clauses:
  - id: AST-HTTP-001
    rule: Calls are accepted
    level: MUST
    provenance: documented
    evidence: wire
    source: [{page: direct, heading: Status code}]
  - id: AST-HTTP-002
    rule: Keys stay secret
    level: INFO
    provenance: assumed
    argument: Because they are keys.
    evidence: readback
`;

test('clauses are in the order of the file, and each is found by its id', () => {
  const registry = parseRegistry(text);
  assert.deepEqual(
    registry.clauses.map(({ id }) => id),
    ['AST-HTTP-001', 'AST-HTTP-002'],
  );
  assert.equal(registry.byId('AST-HTTP-002')?.rule, 'Keys stay secret');
  assert.equal(registry.byId('AST-HTTP-003'), undefined);
  assert.equal(registry.byId('__proto__'), undefined);
});

test('an assumed clause without sources has an empty list of them', () => {
  assert.deepEqual(parseRegistry(text).byId('AST-HTTP-002')?.source, []);
});

test('the digest changes with the content, and not with the layout', () => {
  const { digest } = parseRegistry(text);
  const { contract, groups, sources, clauses } = parse(text);
  assert.match(digest, /^[0-9a-f]{64}$/u);
  assert.equal(
    parseRegistry(`# A remark\n${stringify({ clauses, sources, groups, contract })}`).digest,
    digest,
  );
  assert.notEqual(parseRegistry(text.replace('level: INFO', 'level: MUST')).digest, digest);
  assert.notEqual(
    parseRegistry(stringify({ contract, groups, sources, clauses: clauses.toReversed() })).digest,
    digest,
  );
});

test('a registry that breaks its schema is rejected, and the error names the place', () => {
  assert.throws(
    () => parseRegistry(text.replace('level: INFO', 'level: COULD')),
    /clause registry.*clauses\[1\]\.level/su,
  );
});

test('the reason why a clause has no scenario is not empty', () => {
  for (const reason of ['""', "' '"]) {
    assert.throws(
      () => parseRegistry(`${text}    unscenarioed: ${reason}\n`),
      /clause registry.*clauses\[1\]\.unscenarioed/su,
    );
  }
  const { clauses } = parseRegistry(`${text}    unscenarioed: Its scenarios are not written yet.\n`);
  assert.equal(clauses[1]?.unscenarioed, 'Its scenarios are not written yet.');
});

test('an id that occurs twice is rejected', () => {
  assert.throws(() => parseRegistry(text.replace('AST-HTTP-002', 'AST-HTTP-001')), /has AST-HTTP-001 twice/u);
});

const registry = loadRegistry();

test('every clause belongs to a group of the registry, and every group has a clause', () => {
  const groupOf = (id: string) => id.replace(/-\d+$/u, '');
  assert.deepEqual(
    [...new Set(registry.clauses.map(({ id }) => groupOf(id)))],
    registry.groups.map(({ id }) => id),
  );
});

test('every reference names a source of the registry, and every source is referred to', () => {
  const used = new Set(registry.clauses.flatMap(({ source }) => source.map(({ page }) => page)));
  assert.deepEqual([...used].sort(), Object.keys(registry.sources).sort());
});

test('a reference to a page that was read names that page, and no other kind of reference does', () => {
  for (const { id, source } of registry.clauses) {
    for (const reference of source) {
      if (!('heading' in reference)) continue;
      const titles = registry.sources[reference.page]?.pages?.map(({ title }) => title) ?? [];
      const verified = reference.heading !== 'unverified';
      const expected: readonly (string | undefined)[] = verified && titles.length > 1 ? titles : [undefined];
      assert.ok(
        expected.includes(reference.title),
        `${id}: ${reference.page} has no page "${reference.title}"`,
      );
      assert.ok(!verified || titles.length > 0, `${id}: ${reference.page} was not read`);
    }
  }
});
