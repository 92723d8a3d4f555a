/** No clause of this repository is an unfinished skeleton of new:clause. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { packageRoot } from '../../schemas/package-root.ts';
import { OPEN, writtenFiles } from './skeleton.ts';
import { treeOf } from './tree.ts';

it('no placeholder of a skeleton is left', () => {
  const tree = treeOf(packageRoot);
  const open = writtenFiles(tree).flatMap((path) =>
    tree
      .read(path)
      .split('\n')
      .flatMap((line, index) => (line.includes(OPEN) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
  assert.deepEqual(open, []);
});
