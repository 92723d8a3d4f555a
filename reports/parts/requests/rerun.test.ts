import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordOf } from '../../fixtures/record.ts';
import { rerunCommand } from './rerun.ts';

test('the options of the run are in the command, quoted for a shell', () => {
  const options = ['--base-url', 'http://127.0.0.1:1/a?b', '--adapter', "it's/db.ts", '--settle', '300ms'];
  assert.equal(
    rerunCommand(recordOf([], {}, { options, strict: true }), 'AST-HTTP-011.1/emoji'),
    `npx astrolabe-conformance verify --example AST-HTTP-011.1/emoji --base-url 'http://127.0.0.1:1/a?b' --adapter 'it'\\''s/db.ts' --settle 300ms --seed 7`,
  );
});

test('an older record is run again with what it says about its target', () => {
  assert.match(rerunCommand(recordOf([], {}, { strict: true }), 'x'), /--records-url \S+ --strict --seed 7$/);
});
