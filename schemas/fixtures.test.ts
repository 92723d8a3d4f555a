/** Every fixture against its schema: valid ones pass, invalid ones break only the rule in their name. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type SchemaName, schemaNames, validate } from './index.ts';
import { packageRoot } from './package-root.ts';

const folder = join(packageRoot, 'schemas', 'fixtures');

function fixtures(
  schema: SchemaName,
  kind: 'valid' | 'invalid',
): readonly { name: string; value: unknown }[] {
  const path = join(folder, schema, kind);
  if (!existsSync(path)) return [];
  return readdirSync(path).map((file) => ({
    name: file.replace(/\.json$/, ''),
    value: JSON.parse(readFileSync(join(path, file), 'utf8')),
  }));
}

for (const schema of schemaNames()) {
  describe(`fixtures of ${schema}`, () => {
    const valid = fixtures(schema, 'valid');
    const invalid = fixtures(schema, 'invalid');

    it('has fixtures of each kind', () => {
      assert.notEqual(valid.length, 0);
      assert.notEqual(invalid.length, 0);
    });

    for (const { name, value } of valid) {
      it(`${name} is valid`, () => assert.deepEqual(validate(schema, value), []));
    }

    for (const { name, value } of invalid) {
      const rule = name.replace('--', ':');
      it(`${rule} is broken, and nothing else`, () => {
        const violations = validate(schema, value);
        assert.deepEqual(
          violations.map((violation) => violation.rule),
          [rule],
        );
      });
    }
  });
}

it('every folder of fixtures belongs to a schema', () => {
  assert.deepEqual(readdirSync(folder).sort(), [...schemaNames()].sort());
});
