/** `npm run new:clause -- AST-IDENT-016`: writes the skeleton of a clause into the repository. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { packageRoot } from '../../schemas/package-root.ts';
import { checkId } from './check-id.ts';
import { skeletonOf } from './skeleton.ts';
import { treeOf } from './tree.ts';

const [id, ...others] = process.argv.slice(2);

if (id === undefined || others.length > 0) {
  process.stderr.write('give one clause id: npm run new:clause -- AST-IDENT-016\n');
  process.exit(2);
}

const tree = treeOf(packageRoot);
const checked = checkId(id, tree);
if ('problem' in checked) {
  process.stderr.write(`${checked.problem}\n`);
  process.exit(2);
}

process.stdout.write(`The skeleton of ${id} is in\n`);
for (const { path, at, text } of skeletonOf(checked.value, tree)) {
  const before = tree.read(path);
  writeFileSync(join(packageRoot, path), before.slice(0, at) + text + before.slice(at));
  const line = before.slice(0, at).split('\n').length + (text.startsWith('\n') ? 1 : 0);
  process.stdout.write(`  ${path}:${line}\n`);
}
process.stdout.write(
  'Replace every TODO; CONTRIBUTING.md ("A clause") has the steps.\n' +
    'These tests report what is unfinished: npm test -- new-clause sources features steps defects destination faults\n',
);
