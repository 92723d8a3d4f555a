/** The features and the registry, each checked against the other. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { RESTS, readCatalogue } from '../harness/cucumber/catalogue.ts';
import { loadRegistry } from '../harness/registry/index.ts';
import { WHOLE_RUN } from '../harness/run-examples.ts';
import { GATING_TAGS } from '../harness/session/gate.ts';

const registry = loadRegistry();
const catalogue = [...readCatalogue('destination'), ...readCatalogue('emulator')];

describe('the features', () => {
  it('have an example for every clause, unless the registry says why not', () => {
    const covered = new Set(catalogue.map(({ clauseId }) => clauseId));
    for (const { id, unscenarioed } of registry.clauses) {
      assert.equal(
        covered.has(id),
        unscenarioed === undefined,
        `${id}: exactly one of an example and a reason`,
      );
    }
  });

  it('have no example without a clause', () => {
    for (const { id, clauseId } of catalogue)
      assert.ok(registry.byId(clauseId), `${id} names an unknown clause`);
  });

  it('repeat the rules of the registry unchanged', () => {
    for (const { id, clauseId, rule } of catalogue) assert.equal(rule, registry.byId(clauseId)?.rule, id);
  });

  it('have the level and the evidence of their clause as tags', () => {
    for (const { id, clauseId, tags } of catalogue) {
      const clause = registry.byId(clauseId);
      assert.ok(tags.includes(`@${clause?.level.toLowerCase()}`), `${id} needs the tag of its level`);
      assert.equal(
        tags.includes('@needs-readback'),
        clause?.evidence === 'readback',
        `${id}: @needs-readback`,
      );
    }
  });

  it('use only tags of the closed set', () => {
    const closed = new Set([...GATING_TAGS, WHOLE_RUN, RESTS, '@must', '@should', '@info']);
    for (const { id, clauseId, tags } of catalogue) {
      const exampleTag = `@${id.split('/')[0]}`;
      const others = tags.filter((tag) => !closed.has(tag) && tag !== `@${clauseId}` && tag !== exampleTag);
      assert.deepEqual(others, [], `${id} has unknown tags`);
    }
  });

  it('number each example within its clause, and use each id once', () => {
    const ids = catalogue.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { id, clauseId } of catalogue)
      assert.ok(id.startsWith(`${clauseId}.`), `${id} under ${clauseId}`);
  });

  /** A body that met a network fault is posted again only if a step asks whether it was accepted. */
  it('ask whether a posted body was accepted before they look for what it stored', () => {
    for (const { id, steps } of readCatalogue()) {
      let isOpen = false;
      for (const text of steps.map((step) => step.split('\n')[0] ?? '')) {
        if (/\b(?:is|are) posted\b/.test(text)) isOpen = true;
        else if (/accept|refus|respon|answer/.test(text)) isOpen = false;
        assert.ok(!isOpen || !/\b(?:holds?|exactly|has the event)\b/.test(text), `${id}: ${text}`);
      }
    }
  });

  /** Identifiers contain the names, and a destination that ignores capitals breaks only AST-IDENT-009. */
  it('have cases whose names differ by more than capitals, if they look at what was stored', () => {
    const looking = catalogue.filter(({ tags }) => tags.some((tag) => /^@(?:needs|if)-readback$/.test(tag)));
    const ids = looking.map(({ id }) => id.toLowerCase());
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
  });

  it('give each scenario its own name', () => {
    const byName = new Map<string, string>();
    for (const { id, name } of catalogue) {
      const outline = id.split('/')[0] ?? id;
      assert.equal(byName.get(name) ?? outline, outline, `"${name}" names two scenarios`);
      byName.set(name, outline);
    }
  });

  it('use no address that the contract never grades', () => {
    const text = JSON.stringify(catalogue);
    for (const domain of ['example.com', 'test.com', 'proton.me', 'hey.com']) {
      assert.equal(text.includes(`@${domain}`), false, domain);
    }
  });
});

describe('the vocabulary of the steps', () => {
  const definitions = readdirSync('step-definitions')
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [
      ...readFileSync(`step-definitions/${name}`, 'utf8').matchAll(
        /^(?:Given|When|Then)\(\s*'((?:[^'\\]|\\.)*)'/gm,
      ),
    ])
    .map(([, expression = '']) => expression);

  it('is small enough to learn', () =>
    assert.ok(definitions.length <= 66, `${definitions.length} step texts`));

  it('never mixes words for the wire with words for state', () => {
    const wire = /\b(answers?|responses?|accepts?|refused|posted)\b/;
    const state = /\b(holds?|belongs)\b|^there is/;
    assert.deepEqual(
      definitions.filter((text) => wire.test(text) && state.test(text)),
      [],
    );
  });
});
