/** The files that are made from the tables of options are current. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { schemaDocument } from '../../schemas/index.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { configSchema } from './config-schema.ts';
import { renderOptionsPage } from './options-page.ts';

const REMEDY = 'run npm run options';

describe('the reference', () => {
  it('has the schema of the configuration file', () => {
    assert.deepEqual(schemaDocument('config'), JSON.parse(JSON.stringify(configSchema())), REMEDY);
  });

  it('has the page of options', () => {
    assert.equal(readFileSync(join(packageRoot, 'docs/options.md'), 'utf8'), renderOptionsPage(), REMEDY);
  });
});
