/** The OpenAPI document: it is up to date, it has no problem for a linter, and it means what the schemas mean. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadRegistry } from '../../harness/registry/index.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { CALL_SCHEMAS } from '../../scripts/openapi/calls.ts';
import { openapiText } from '../../scripts/openapi/openapi.ts';
import { RECORD_SCHEMAS } from '../../scripts/openapi/records.ts';
import { typeName } from '../../scripts/type-names.ts';
import { makeFolder } from '../folder.ts';
import { DOCUMENT, errorsOf, FILE, TEXT } from './document.ts';

/** Fixtures that break a rule which the document leaves out: formats of this package, and the computed member. */
const LEFT_OUT = /^(?:format|computed-member)--/;

const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));

describe('the OpenAPI document', () => {
  it('is what the schemas say', () =>
    assert.ok(TEXT === openapiText(manifest), 'schemas/openapi.json is out of date: run npm run openapi'));

  it('has no problem for Redocly', () => assert.deepEqual(problemsOf(FILE), []));

  it('would have one if a reference led nowhere, or an example were not valid', () => {
    const folder = makeFolder('openapi');
    for (const [from, to] of [
      ['"#/components/schemas/GroupCall"', '"#/components/schemas/Grup"'],
      ['"groupId": "0e8c78ea9d97a7b8185e8632"', '"groupId": 7'],
    ] as const) {
      const file = join(folder, 'broken.json');
      writeFileSync(file, TEXT.replace(from, to));
      assert.notDeepEqual(problemsOf(file), [], to);
    }
  });

  it('names only clauses that exist', () => {
    const named = new Set(TEXT.match(/\bAST-[A-Z]+-\d+/g));
    assert.ok(named.size > 15);
    assert.deepEqual(
      [...named].filter((id) => loadRegistry().byId(id) === undefined),
      [],
    );
  });

  it('has a webhook for each call that a destination receives, which the union of calls has, too', () => {
    const webhooks = Object.keys(DOCUMENT.webhooks);
    assert.deepEqual(webhooks, CALL_SCHEMAS);
    const { mapping } = DOCUMENT.components.schemas.AnyCall.discriminator;
    assert.deepEqual(
      Object.keys(mapping).filter((type) => !webhooks.includes(type)),
      [],
    );
  });

  for (const schema of [...CALL_SCHEMAS, ...RECORD_SCHEMAS, 'error-body'] as const) {
    it(`accepts and refuses what the schema ${schema} does`, () => {
      const errorsIn = (value: unknown) => errorsOf(`/components/schemas/${typeName(schema)}`, value);
      const valid = fixturesOf(schema, 'valid');
      const invalid = fixturesOf(schema, 'invalid').filter(({ file }) => !LEFT_OUT.test(file));
      assert.ok(valid.length > 0 && invalid.length > 0);
      assert.deepEqual(
        valid.filter(({ value }) => errorsIn(value).length > 0).map(({ file }) => file),
        [],
      );
      assert.deepEqual(
        invalid.filter(({ value }) => errorsIn(value).length === 0).map(({ file }) => file),
        [],
      );
    });
  }

  it('refuses a call whose type does not fit its members', () => {
    assert.deepEqual(errorsOf('/components/schemas/AnyCall', { type: 'identify', userId: 'u' }), []);
    assert.notDeepEqual(errorsOf('/components/schemas/AnyCall', { type: 'group', userId: 'u' }), []);
  });
});

function fixturesOf(schema: string, kind: 'valid' | 'invalid'): readonly { file: string; value: unknown }[] {
  const folder = join(packageRoot, 'schemas', 'fixtures', schema, kind);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((file) => ({
    file,
    value: JSON.parse(readFileSync(join(folder, file), 'utf8')),
  }));
}

/** What the linter says, warnings included. */
function problemsOf(file: string): readonly unknown[] {
  const cli = join(packageRoot, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
  const config = join(import.meta.dirname, 'redocly.yaml');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cli, 'lint', file, '--config', config, '--format', 'json'],
    {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    },
  );
  assert.ok(stdout.startsWith('{'), stderr);
  return JSON.parse(stdout).problems.map(({ ruleId, message }: { ruleId: string; message: string }) => ({
    ruleId,
    message,
  }));
}
