/** What every schema document has: an identity, a title, and a description of each member. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { schemaDocument, schemaNames } from './index.ts';
import { packageRoot } from './package-root.ts';

type Node = Readonly<Record<string, unknown>>;

it('the list of schemas is the folder', () => {
  const files = readdirSync(join(packageRoot, 'schemas', 'documents')).filter((file) =>
    file.endsWith('.schema.json'),
  );
  assert.deepEqual([...schemaNames()].map((name) => `${name}.schema.json`).sort(), files.sort());
});

for (const name of schemaNames()) {
  describe(`${name}.schema.json`, () => {
    const document = schemaDocument(name);

    it('has an identity, a title and a description', () => {
      assert.equal(document.$schema, 'https://json-schema.org/draft/2020-12/schema');
      assert.equal(document.$id, `https://astrolabe-conformance.dev/schemas/${name}.schema.json`);
      for (const key of ['title', 'description']) assert.match(String(document[key]), /\S/);
    });

    it('describes every member', () => {
      assert.deepEqual([...undescribed(document)], []);
    });
  });
}

/** Pointers to the members, at any depth, that have neither a description nor a reference to one. */
function* undescribed(node: Node, at = '#'): Generator<string> {
  for (const [key, value] of Object.entries(node)) {
    // The members in a condition are described elsewhere; an example is data.
    if (key === 'if' || key === 'examples' || typeof value !== 'object' || value === null) continue;
    yield* undescribed(value as Node, `${at}/${key}`);
    if (key !== 'properties' || at.endsWith('/properties')) continue;
    for (const [name, member] of Object.entries(value)) {
      if (!('description' in member || '$ref' in member)) yield `${at}/properties/${name}`;
    }
  }
}
