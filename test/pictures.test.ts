/** The pictures of the documentation show what a run prints today. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readXml } from '../reports/fixtures/well-formed.ts';
import { createPaint, VERDICT_STYLES } from '../reports/text/index.ts';
import { packageRoot } from '../schemas/package-root.ts';
import { PICTURES } from '../scripts/pictures/pictures.ts';
import { type KeptLines, shortened } from '../scripts/pictures/shorten.ts';
import { steadyText } from '../scripts/pictures/steady.ts';
import { takePicture } from '../scripts/pictures/take-picture.ts';
import { linesIn, terminalSvg } from '../scripts/pictures/terminal-svg.ts';
import { plainText, terminalLines, wrapLine } from '../scripts/pictures/terminal-text.ts';

const MOST_BYTES = 60_000;

const committed = (name: string) => readFileSync(join(packageRoot, 'docs/pictures', `${name}.svg`), 'utf8');

/** How often something was read, and therefore the length of a list that is left out, depends on the machine. */
const comparable = (svg: string) => linesIn(svg).map((line) => line.replace(/^… \d+ lines?$/, '… lines'));

describe('the pictures in docs/pictures', () => {
  it('are those of the table', () => {
    const files = PICTURES.map(({ name }) => `${name}.svg`);
    assert.deepEqual(readdirSync(join(packageRoot, 'docs/pictures')).toSorted(), files.toSorted());
  });

  for (const picture of PICTURES) {
    const { name, title, about, defect } = picture;

    it(`show the run that ${name}, as it is printed today`, async () => {
      const today = await takePicture(picture);
      assert.deepEqual(
        comparable(committed(name)),
        comparable(today),
        `docs/pictures/${name}.svg is not what verify prints: "npm run pictures" takes it again`,
      );
    });

    it(`are small, well-formed and whole: ${name}`, () => {
      const svg = committed(name);
      const names = new Set(readXml(svg).map((one) => one.name));
      assert.deepEqual([...names].toSorted(), [
        ...['circle', 'desc', 'path', 'rect', 'style', 'svg', 'text', 'title', 'tspan'],
      ]);
      assert.ok(svg.length < MOST_BYTES);
      assert.ok(svg.includes(`<title id="title">${title}</title>`));
      assert.ok(svg.includes(`<desc id="desc">${about}</desc>`));
      assert.doesNotMatch(svg, /href|url\(|@import|\/tmp\//);
      const verdict = defect === undefined ? /^Conformant/ : /^Not conformant/;
      assert.equal(linesIn(svg).filter((line) => verdict.test(line)).length, 1);
      assert.ok(linesIn(svg).some((line) => /^… \d+ lines$/.test(line)));
    });
  }
});

describe('a picture', () => {
  const lines = terminalLines('head\n\n\u001b[31mred\nmore\u001b[39m\ntail\nend\n');
  const texts = (kept: readonly KeptLines[]) => shortened(lines, kept).map(plainText);

  it('counts the lines that are left out', () => {
    assert.deepEqual(texts([{ from: /^red$/, until: /^more$/ }]), [
      ...['', '… 1 line', '', 'red'],
      ...['', '… 3 lines', ''],
    ]);
  });

  it('keeps lines without a gap if they follow one another', () => {
    const kept = [
      { from: /^head$/, until: /^red$/ },
      { from: /^red$/, until: /^end$/ },
    ];
    assert.deepEqual(texts(kept).slice(0, 5), ['head', '', 'red', 'more', 'tail']);
  });

  it('keeps the colour of a line that began it, or goes on with it', () => {
    const red = { kinds: ['ansi-red'] };
    assert.deepEqual(lines.slice(2, 4), [[{ text: 'red', ...red }], [{ text: 'more', ...red }]]);
  });

  it('breaks a line that is too wide, at spaces and with its indent, and leaves others alone', () => {
    const broken = (text: string) => wrapLine([{ text, kinds: [] }], 10).map(plainText);
    assert.deepEqual(broken('  one two three'), ['  one two', '  three']);
    assert.deepEqual(broken('  abcdefghijk'), ['  abcdefgh', '  ijk']);
    assert.deepEqual(broken('  one two '), ['  one two ']);
  });

  it('is not taken if a line that it should show is not there', () => {
    assert.throws(
      () => shortened(lines, [{ from: /^gone$/, until: /x/ }]),
      /no line after line 0 of the output matches \/\^gone\$\//,
    );
    assert.throws(() => shortened(lines, [{ from: /^tail$/, until: /^head$/ }]), /\/\^head\$\//);
  });

  it('has neither ports nor folders nor what depends on the machine', () => {
    const output =
      'x · http://127.0.0.1:36317/a\nrun r · seed 1 · evidence: read-back · 932 calls, 58 markers, 490\nread-backs · 2.0 s\n\nReports: /t/a/reports/x\n';
    assert.equal(
      steadyText(output, { cwd: '/t/a' }),
      'x · http://127.0.0.1:4100/a\nrun r · seed 1 · evidence: read-back · …\n\nReports: reports/x\n',
    );
  });

  it('has a colour for every style that a summary is painted in', () => {
    const styles = [...new Set(Object.values(VERDICT_STYLES)), 'bold' as const];
    const paint = createPaint(true);
    const painted = terminalLines(styles.map((style) => paint(style, style)).join('\n'));
    const svg = terminalSvg({ title: 'T', about: 'A', lines: painted, columns: 20 });
    for (const [, kinds = ''] of svg.matchAll(/<tspan x="[^"]*" class="([^"]*)"/g)) {
      for (const kind of kinds.split(' ')) assert.match(svg, new RegExp(`\\.${kind}[ ,]`), kind);
    }
    assert.equal(svg.match(/<tspan [^>]*class=/g)?.length, styles.length);
  });

  it('has colours, places and texts of a terminal, and texts stay texts', () => {
    const painted = '  \u001b[1m\u001b[31m✗ a\u001b[39m\u001b[22m  <b> & "c"';
    const svg = terminalSvg({
      title: 'T & t',
      about: 'A',
      lines: terminalLines(`${painted}\n`),
      columns: 20,
    });
    readXml(svg);
    assert.match(svg, /<tspan x="33\.6" class="ansi-red bold">✗ a<\/tspan>/);
    assert.match(svg, /<tspan x="72\.6">&lt;b&gt; &amp; &quot;c&quot;<\/tspan>/);
    assert.deepEqual(linesIn(svg), ['✗ a <b> & "c"']);
  });
});
