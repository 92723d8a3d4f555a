/** One document in three markups, and texts that try to break out of each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOSTILE } from '../fixtures/record.ts';
import { code, heading, list, paragraph, piecesOf, table } from './blocks.ts';
import { toAsciidoc } from './to-asciidoc.ts';
import { headingId, markdownToHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';

const link = { label: 'Spec: Group', address: 'https://example.com/a%20b?c=(d)#e' };
const DOCUMENT = [
  heading(2, 'AST-GROUP-004: keeps `total billed`'),
  paragraph(['See ', link, '.']),
  list(['one', '2 * 3 * 4']),
  code('json', '{"a": 1}'),
  table(['name', 'value'], [['`a|b`', 'c|d']]),
];

test('Markdown', () => {
  assert.equal(
    toMarkdown(DOCUMENT),
    `## AST-GROUP-004: keeps \`total billed\`

See [Spec: Group](<https://example.com/a%20b?c=(d)#e>).

- one
- 2 \\* 3 \\* 4

\`\`\`json
{"a": 1}
\`\`\`

| name | value |
| --- | --- |
| \`a\\|b\` | c\\|d |
`,
  );
});

test('AsciiDoc', () => {
  assert.equal(
    toAsciidoc(DOCUMENT),
    `== pass:c[AST-GROUP-004: keeps ]\`total billed\`

See link:++https://example.com/a%20b?c=(d)#e++[pass:c[Spec: Group]]pass:c[.]

* one
* pass:c[2 * 3 * 4]

[source,json,subs=specialchars]
----
{"a": 1}
----

[%header]
|===
|name |value
|\`pass:c[a\\|b]\` |pass:c[c\\|d]
|===
`,
  );
});

test('HTML uses the id of the clause as an anchor', () => {
  const html = markdownToHtml(toMarkdown(DOCUMENT));
  assert.match(html, /^<h2 id="AST-GROUP-004">AST-GROUP-004: keeps <code>total billed<\/code><\/h2>/);
  assert.match(html, /<a href="https:\/\/example\.com\/a%20b\?c=\(d\)#e">Spec: Group<\/a>/);
  assert.match(html, /<td><code>a\|b<\/code><\/td>\n<td>c\|d<\/td>/);
});

test('headings with the same words have different anchors', () => {
  assert.deepEqual(['What is stored?', '!'].map(headingId), ['what-is-stored', 'section']);
  assert.match(markdownToHtml('# A\n\n# A'), /id="a"[\s\S]*id="a-2"/);
});

test('hostile text stays text in every markup', () => {
  const hostile = [
    heading(2, HOSTILE),
    paragraph(HOSTILE),
    paragraph([{ label: HOSTILE, address: 'https://example.com/' }]),
    list([HOSTILE]),
    code('json', `${HOSTILE}\n\`\`\`\n----\n<1>`),
    table([HOSTILE], [[HOSTILE]]),
  ];
  const html = markdownToHtml(toMarkdown(hostile));
  assert.doesNotMatch(html, /<(?:script|img|em|strong)\b/);
  assert.equal(html.match(/<pre /g)?.length, 1);
  assert.equal(html.match(/<td>/g)?.length, 1);
  const asciidoc = toAsciidoc(hostile);
  assert.match(asciidoc, /^-----\n[\s\S]*\n----\n<1>\n-----$/m);
  assert.doesNotMatch(
    asciidoc.replaceAll(/^\* |pass:c\[(?:\\\]|[^\]])*\]|^-----\n[\s\S]*^-----$/gm, ''),
    /[<*{]/,
  );
});

test('a backslash at the end of a text does not leave its passthrough open', () => {
  assert.equal(toAsciidoc([paragraph('a: \\')]), 'pass:c[a: \\ ]\n');
});

test('a single backquote is text', () => {
  assert.deepEqual(piecesOf('a `b` c ` d'), [{ text: 'a ' }, { code: 'b' }, { text: ' c ` d' }]);
});
