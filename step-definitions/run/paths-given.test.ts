/** Which words of cucumber's command line are paths. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathsGiven } from './paths-given.ts';

describe('the command line of cucumber', () => {
  for (const line of [
    'features/a.feature',
    'features/a.feature:3:9',
    'features/mine',
    '@rerun.txt',
    '--tags @mine features',
    '--name=x features',
    '--dry-run features/a.feature',
    '-f json:out.json a.feature',
    '--fail-fast -- a.feature',
    '--parallel 2 features',
  ]) {
    it(`names paths: ${line}`, () => assert.equal(pathsGiven(line.split(' ')), true));
  }

  for (const line of [
    '--tags @mine',
    '-t @mine',
    '--tags=@mine',
    '--name features',
    '--parallel 2',
    '-p ci --format html:out.html -i steps.js -r more.js',
    '--world-parameters {"a":1} --dry-run --fail-fast',
    '--retry 1 --retry-tag-filter @flaky --order random:1 --shard 1/2',
  ]) {
    it(`names none: ${line}`, () => assert.equal(pathsGiven(line.split(' ')), false));
  }

  it('names none without words', () => assert.equal(pathsGiven([]), false));
});
