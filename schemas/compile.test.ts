/** The validators that the build writes agree with those that are compiled at run time. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { compileFunction } from 'node:vm';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { helpers } from './beyond/index.ts';
import { createCompiler, standaloneSources } from './compile.ts';
import { packageRoot } from './package-root.ts';

const compiler = createCompiler();

function evaluate(source: string): ValidateFunction {
  const module = {
    exports: (_: typeof helpers): ValidateFunction => assert.fail('the source exports nothing'),
  };
  compileFunction(source, ['module', 'require'])(module, createRequire(import.meta.url));
  return module.exports(helpers);
}

it('every schema compiles', () => compiler.compileAll());

describe('a validator compiled by the build', () => {
  for (const [name, source] of standaloneSources()) {
    it(`${name} reports the same errors for every fixture`, () => {
      const check = evaluate(source);
      const atRunTime = compiler.validator(name);
      const folder = join(packageRoot, 'schemas', 'fixtures', name);
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
        file.endsWith('.json'),
      );
      assert.notEqual(files.length, 0);
      for (const file of files) {
        const value: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
        assert.deepEqual([check(value), check.errors], [atRunTime(value), atRunTime.errors], file);
      }
    });
  }
});
