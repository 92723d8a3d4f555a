/** The plugin of remark: what it fills in is what `cite --update` writes. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { remark } from 'remark';
import { run } from '../cli/run.ts';
import { makeFolder } from '../test/folder.ts';
import { runIn } from '../test/run-in.ts';
import { remarkCitations } from './remark.ts';

const processor = remark().use(remarkCitations);

const fill = async (text: string) => String(await processor.process({ path: 'ours.md', value: text }));

const MARKED = `# Ours

Before.

<!-- astrolabe:cite AST-GROUP-004 as=curl -->

old text

<!-- /astrolabe -->

- An item

  <!-- astrolabe:cite AST-HTTP-003 -->

  <!-- /astrolabe -->

After.
`;

describe('the plugin of remark', () => {
  it('fills what is marked, also within lists, and leaves the rest', async () => {
    const filled = await fill(MARKED);
    assert.match(
      filled,
      /^# Ours\n\nBefore\.\n\n<!-- astrolabe:cite AST-GROUP-004 as=curl -->\n\n## AST-GROUP-004: /,
    );
    assert.match(filled, /curl -i /);
    assert.match(filled, /\n {2}## AST-HTTP-003: [\s\S]*\n {2}<!-- \/astrolabe -->\n\nAfter\.\n$/);
    assert.doesNotMatch(filled, /old text/);
    assert.equal(await fill(filled), filled);
  });

  it('writes what cite --update writes', async () => {
    const folder = makeFolder('remark');
    const text = '<!-- astrolabe:cite AST-GROUP-004 -->\n<!-- /astrolabe -->\n';
    const file = join(folder, 'ours.md');
    writeFileSync(file, text);
    const { exitCode } = await runIn(run, ['cite', '--update', file], {}, folder);
    assert.equal(exitCode, 0);
    const written = readFileSync(file, 'utf8');
    assert.match(written, /## AST-GROUP-004: /);
    // remark has marks of its own for lists and emphasis.
    assert.equal(await fill(text), String(await remark().process(written)));
  });

  it('changes nothing in a text without markers', async () => {
    assert.equal(await fill('# Ours\n\n<!-- a comment -->\n'), '# Ours\n\n<!-- a comment -->\n');
  });

  for (const [where, text] of Object.entries({
    'a paragraph': 'Text.\n\nSee <!-- astrolabe:cite AST-GROUP-004 --> here <!-- /astrolabe -->.\n',
    'other HTML': 'Text.\n\n<div>\n<!-- astrolabe:cite AST-GROUP-004 -->\n<!-- /astrolabe -->\n</div>\n',
  })) {
    it(`refuses a marker within ${where}, which cannot contain blocks`, async () => {
      const refused = await fill(text).catch((error) => error);
      assert.match(String(refused), /3:1|a marker must be a line of its own/);
      assert.match(String(refused.reason ?? refused), /a marker must be a line of its own/);
    });
  }

  it('names line and remedy of a marker that cannot be used', async () => {
    for (const [text, line, message] of [
      ['a\n\n<!-- astrolabe:cite AST-GROUP-004 -->\n', 3, /^the marker has no end: write <!--/],
      ['<!-- astrolabe:cite AST-GROUP-0044 -->\n<!-- /astrolabe -->\n', 1, /did you mean AST-GROUP-004/],
      [
        'a\n\n<!-- astrolabe:cite AST-GROUP-004 as=crul -->\n\n<!-- /astrolabe -->\n',
        3,
        /did you mean curl\?/,
      ],
    ] as const) {
      const error = await fill(text).catch((thrown) => thrown);
      assert.deepEqual([error.line, error.file], [line, 'ours.md'], String(error));
      assert.match(error.reason, message);
    }
  });
});
