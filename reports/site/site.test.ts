/** Parts of the site that the whole one shows only with certain inputs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOSTILE, recordOf } from '../fixtures/record.ts';
import { markdownToHtml } from '../markup/index.ts';
import { guidePage } from './pages/guide-page.ts';
import { journeysPage } from './pages/journeys-page.ts';
import { redirectPage } from './redirect-page.ts';
import { inReadingOrder, slugOf } from './sections.ts';
import type { SitePage } from './site-parts.ts';
import { byVersion, isVersion, renderVersions } from './version-pages.ts';

describe('a handwritten text', () => {
  const paths = new Set(['citing', 'options', 'tutorials/first-run']);

  it('links to pages of the site in place of files', () => {
    const { slug, title, section, markdown } = guidePage(
      {
        path: 'tutorials/first-run',
        markdown:
          '# First run\n[a](../citing.md#the-site) [b](../options.md) [c](#here) [d](https://x.example/y.md) [e](../../README.md) [f](other.md)',
      },
      paths,
    );
    assert.deepEqual([slug, title, section], ['tutorial-first-run', 'First run', 'Tutorials']);
    assert.match(
      markdown,
      /\[a\]\(citing\.html#the-site\) \[b\]\(commands\.html\) \[c\]\(#here\) \[d\]\(https:\/\/x\.example\/y\.md\) e f$/,
    );
  });

  it('links from the top of docs/ to a tutorial', () => {
    const { markdown } = guidePage({ path: 'citing', markdown: '[t](tutorials/first-run.md)' }, paths);
    assert.equal(markdown, '[t](tutorial-first-run.html)');
    assert.equal(slugOf('options'), 'commands');
  });
});

describe('the order of pages', () => {
  it('is that of the sections, with listed pages after the others of their section', () => {
    const page = (slug: string, section: SitePage['section']) => ({
      slug,
      section,
      title: slug,
      markdown: '',
    });
    const pages = [
      page('zebra', 'Guides'),
      page('sources', 'The contract'),
      page('identify', 'The contract'),
      page('sentences', 'The contract'),
      page('index', 'Start'),
    ];
    assert.deepEqual(
      inReadingOrder(pages).map(({ slug }) => slug),
      ['index', 'identify', 'sentences', 'sources', 'zebra'],
    );
  });
});

describe('journeys', () => {
  it('have their picture and the same in words', () => {
    const journey = {
      id: 'signup',
      title: 'A signup',
      about: 'What happens.',
      clauses: [],
      svg: '<svg></svg>',
      steps: ['identify', HOSTILE],
      missing: ['One example did not run.'],
    };
    const { markdown, inserts } = journeysPage({ journeys: [journey], record: recordOf([]) });
    const html = markdownToHtml(markdown, inserts);
    assert.match(
      html,
      /<h2 id="a-signup">A signup<\/h2>[\s\S]*<figure [^>]*id="journey-signup"[^>]*><svg><\/svg>/,
    );
    assert.match(html, /<li>identify<\/li>/);
    assert.doesNotMatch(html, /<script/);
  });
});

describe('inserts', () => {
  it('are put in only where the page has them: a block of code of that name stays code', () => {
    assert.match(markdownToHtml('```insert 0\nx\n```', ['<hr class="own">']), /^<hr class="own">/);
    assert.match(markdownToHtml('```insert 0\nx\n```'), /^<pre tabindex="0"><code/);
    assert.match(markdownToHtml('```insert 7\nx\n```', ['<hr class="own">']), /^<pre/);
  });
});

describe('versions', () => {
  it('are ordered as Semantic Versioning orders them, newest first', () => {
    assert.deepEqual(['0.9.0', '0.10.0', '1.0.0-rc.2', '1.0.0-rc.10', '1.0.0'].toSorted(byVersion), [
      '1.0.0',
      '1.0.0-rc.10',
      '1.0.0-rc.2',
      '0.10.0',
      '0.9.0',
    ]);
    assert.deepEqual(['1.0.0', '1.0.0-rc.1', 'latest', 'assets', '1.0', '../1.0.0'].filter(isVersion), [
      '1.0.0',
      '1.0.0-rc.1',
    ]);
  });

  it('have a list, a folder for the latest, and a redirect for each page of the newest', () => {
    const files = renderVersions([
      { name: '0.2.0', pages: ['index.html', 'identify.html'] },
      { name: '0.1.0', pages: ['index.html'] },
    ]);
    assert.deepEqual(
      [...files.keys()],
      ['index.html', 'identify.html', 'latest/index.html', 'latest/identify.html'],
    );
    assert.match(
      files.get('index.html') ?? '',
      /0\.2\.0\/index\.html[\s\S]*\(latest\)[\s\S]*0\.1\.0\/index\.html/,
    );
    assert.match(files.get('latest/identify.html') ?? '', /href="\.\.\/0\.2\.0\/identify\.html"/);
  });

  it('have redirects whose address stays text', () => {
    assert.doesNotMatch(redirectPage('"><script>alert(1)</script>'), /<script>alert/);
  });
});
