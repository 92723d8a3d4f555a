/** What a page's markup comes to as text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOfHtml } from './html-text.ts';
import { readPage } from './page.ts';

const sentences = (html: string) => readPage(textOfHtml(html)).map(({ text }) => text);

test('paragraphs, list items, rows and breaks end a sentence; inline markup does not', () => {
  assert.deepEqual(
    sentences(
      '<h1>A title</h1><p>When you <b>identify</b> a\n user. Then<br>more</p><ul><li>One</li><li>Two</li></ul>',
    ),
    ['A title', 'When you identify a user.', 'Then', 'more', 'One', 'Two'],
  );
});

test('scripts, styles, the head and comments are not read', () => {
  assert.deepEqual(
    sentences(
      '<head><title>x</title></head><script>a < b</script><style>p{}</style><!-- <p>no</p> --><p>Yes</p>',
    ),
    ['Yes'],
  );
});

test('character references become characters, unknown ones stay', () => {
  assert.deepEqual(sentences('<p>a &amp;lt; b&nbsp;c &#233;&#xe9; &rsquo; &nope; &#x110000;</p>'), [
    'a &lt; b c éé ’ &nope; &#x110000;',
  ]);
});
