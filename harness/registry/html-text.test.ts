/** The text of a page's markup. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slowness } from '../../test/slowness.ts';
import { textOfHtml } from './html-text.ts';
import { readPage } from './page.ts';

const sentences = async (html: string) => readPage(await textOfHtml(html)).map(({ text }) => text);

test('paragraphs, list items, rows and breaks end a sentence; inline markup does not', async () => {
  assert.deepEqual(
    await sentences(
      '<h1>A title</h1><p>When you <b>identify</b> a\n user. Then<br>more</p><ul><li>One</li><li>Two</li></ul>',
    ),
    ['A title', 'When you identify a user.', 'Then', 'more', 'One', 'Two'],
  );
});

test('a row is one sentence, with a space between its cells', async () => {
  assert.deepEqual(
    await sentences('<table><tr><th>Name</th><th>Type</th></tr><tr><td>plan</td><td>text</td></tr></table>'),
    ['Name Type', 'plan text'],
  );
});

test('scripts, styles, the head and comments are not read', async () => {
  assert.deepEqual(
    await sentences(
      '<head><title>x</title></head><script>a < b</script><style>p{}</style><!-- <p>no</p> --><p>Yes</p>',
    ),
    ['Yes'],
  );
});

test('tags inside scripts and comments are neither text nor markup', async () => {
  assert.deepEqual(
    await sentences(
      '<p>One.</p><script>if (a > b) document.write("<p>no</p>");</script><!-- a > b --><p>Two.</p><!-- </p> never closed',
    ),
    ['One.', 'Two.'],
  );
});

test('a > inside an attribute does not end the tag', async () => {
  assert.deepEqual(await sentences(`<p title="a > b">One <a href='x' data-next="->">two</a></p>`), [
    'One two',
  ]);
});

test('character references become characters; unknown ones stay', async () => {
  assert.deepEqual(await sentences('<p>a &amp;lt; b&nbsp;c &#233;&#xe9; &rsquo; &nope; &#x110000;</p>'), [
    'a &lt; b c éé ’ &nope; \uFFFD',
  ]);
});

test('every named character reference of HTML is known', async () => {
  assert.deepEqual(await sentences('<p>Caf&eacute; &rarr; &Zeta;&thinsp;&check; &copy 2024 &lt;b&gt;</p>'), [
    'Café → Ζ ✓ © 2024 <b>',
  ]);
});

test('each line of preformatted text is a sentence', async () => {
  assert.deepEqual(
    await sentences(
      '<p>For\ninstance:</p><pre><code>{\n  <span>"name"</span>: "Initech",\n  "total billed": 830\n}</code></pre>',
    ),
    ['For instance:', '{', '"name": "Initech",', '"total billed": 830', '}'],
  );
});

for (const piece of ['<!--', '<div>', '<b><p>', '<a x="', '&amp', '<script><!--']) {
  test(`2 MB of ${piece} are read in seconds, however deep they nest`, async () => {
    const startedAt = performance.now();
    await textOfHtml(piece.repeat(Math.floor(2_000_000 / piece.length)));
    assert.ok(performance.now() - startedAt < 20_000 * slowness());
  });
}
