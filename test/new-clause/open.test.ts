/** No clause of this repository is a skeleton: whatever new:clause wrote was replaced. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { packageRoot } from '../../schemas/package-root.ts';
import { OPEN, writtenFiles } from './skeleton.ts';
import { treeOf } from './tree.ts';

it('every clause is written to its end', () => {
  const tree = treeOf(packageRoot);
  const open = writtenFiles(tree).flatMap((path) =>
    tree
      .read(path)
      .split('\n')
      .flatMap((line, index) => (line.includes(OPEN) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
  assert.deepEqual(open, []);
});
