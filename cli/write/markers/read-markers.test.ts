import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fillPlaces, markupOf, readMarkers } from './read-markers.ts';

function placesIn(text: string) {
  const read = readMarkers(text.split('\n'));
  return 'places' in read ? read.places : assert.fail(JSON.stringify(read.problems));
}

function problemsIn(text: string): string[] {
  const read = readMarkers(text.split('\n'));
  return 'problems' in read ? read.problems.map(({ line, message }) => `${line} ${message}`) : [];
}

describe('the markers of citations', () => {
  it('are read in Markdown, HTML and AsciiDoc, with their words', () => {
    const text = `a
  <!-- astrolabe:cite ast-group-004 as=curl example=AST-GROUP-004.2 -->
old
  <!-- /astrolabe -->
// astrolabe:cite AST-IDENT-002
// /astrolabe`;
    assert.deepEqual(placesIn(text), [
      { clauseId: 'AST-GROUP-004', example: 'AST-GROUP-004.2', form: 'curl', line: 2, from: 2, to: 3 },
      { clauseId: 'AST-IDENT-002', example: undefined, form: 'http', line: 5, from: 5, to: 5 },
    ]);
  });

  it('are ignored in blocks of code, where documents explain them', () => {
    assert.deepEqual(
      placesIn('```md\n<!-- astrolabe:cite AST-X -->\n```\n~~~~\n// /astrolabe\n~~~\n~~~~'),
      [],
    );
    assert.deepEqual(placesIn('----\n// astrolabe:cite AST-X\n----'), []);
  });

  it('are found again behind what was filled in, which has blocks of code', () => {
    const lines = [
      '<!-- astrolabe:cite AST-A-001 -->',
      '<!-- /astrolabe -->',
      '<!-- astrolabe:cite AST-B-001 -->',
      'x',
      '<!-- /astrolabe -->',
    ];
    const places = placesIn(lines.join('\n'));
    const filled = fillPlaces(lines, places, ['```sh\na\n```\n', '---\nb']);
    assert.deepEqual(
      placesIn(filled.join('\n')).map(({ clauseId, from, to }) => [clauseId, filled.slice(from, to)]),
      [
        ['AST-A-001', ['', '```sh', 'a', '```', '']],
        ['AST-B-001', ['', '---', 'b', '']],
      ],
    );
  });

  it('are refused with the line and what to write instead', () => {
    const problems: [string, RegExp][] = [
      ['<!-- astrolabe:cite AST-A-001 -->', /^1 has no end: write <!--/],
      ['\n<!-- /astrolabe -->', /^2 ends a citation that nothing begins/],
      [
        '<!-- astrolabe:cite AST-A-001 -->\n<!-- astrolabe:cite AST-B-001 -->\n<!-- /astrolabe -->',
        /^1 has no end before the next one/,
      ],
      ['<!-- astrolabe:cite -->\n<!-- /astrolabe -->', /^1 names no clause/],
      ['<!-- astrolabe:cite as=curl -->\n<!-- /astrolabe -->', /^1 names no clause/],
      [
        '<!-- astrolabe:cite AST-A-001 as=crul -->\n<!-- /astrolabe -->',
        /^1 has the unknown form as=crul: did you mean curl\?/,
      ],
      [
        '<!-- astrolabe:cite AST-A-001 exmaple=x -->\n<!-- /astrolabe -->',
        /^1 has the unknown word "exmaple=x": did you mean example\?/,
      ],
    ];
    for (const [text, message] of problems) {
      const [problem = '', ...others] = problemsIn(text);
      assert.match(problem, message);
      assert.deepEqual(others, []);
    }
  });
});

describe('the markup of a file', () => {
  it('follows from its ending', () => {
    const names = ['a.md', 'b/c.MDX', 'd.markdown', 'e.html', 'f.htm', 'g.adoc', 'h.asciidoc', 'i.txt', 'md'];
    assert.deepEqual(names.map(markupOf), [
      'markdown',
      'markdown',
      'markdown',
      'html',
      'html',
      'asciidoc',
      'asciidoc',
      undefined,
      undefined,
    ]);
  });
});
