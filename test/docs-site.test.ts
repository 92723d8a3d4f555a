/** The documentation site, made with one command: it is complete and has no dead link. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { before, describe, it } from 'node:test';
import { COMMANDS, type CommandEntry } from '../cli/commands.ts';
import { EXIT_CODES } from '../cli/exit-codes.ts';
import { flagOf } from '../cli/options/option-table.ts';
import { CHOICES } from '../emulator/index.ts';
import { isSentenceReference, loadRegistry, loadReviewedPage, readPage } from '../harness/registry/index.ts';
import { REPORT_FORMATS } from '../reports/catalogue.ts';
import { FIELD_WORDS } from '../reports/site/field-words.ts';
import { schemaDocument, schemaNames } from '../schemas/index.ts';
import { packageRoot } from '../schemas/package-root.ts';
import { runCommand } from './outside/index.ts';

const PAGE_COPY = resolve(packageRoot, '../shared/sources/astrolabe-destination.txt');

/** Every file of a folder with its content, by path. */
function filesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.\w+$/.test(name),
  );
  const files = names.filter((name) => !/^\d+\.\d+\.\d+$/.test(name));
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

const idsIn = (html: string) => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));

/** Dead links, one line each. */
function deadLinks(files: ReadonlyMap<string, string>): string[] {
  return [...files]
    .filter(([path]) => path.endsWith('.html'))
    .flatMap(([path, html]) =>
      [...html.matchAll(/(?:href|src)="([^"]*)"/g)]
        .map(([, link = '']) => link)
        .filter((link) => link !== 'data:,' && !/^https:\/\/[\w.-]+\//.test(link))
        .filter((link) => {
          const [file = '', anchor] = link.split('#');
          const target = files.get(file === '' ? path : posix.join(posix.dirname(path), file));
          return (
            target === undefined || (anchor !== undefined && !idsIn(target).has(decodeURIComponent(anchor)))
          );
        })
        .map((link) => `${path}: ${link}`),
    );
}

/** The text of a part of a page: from a heading to the next one. */
function partOf(html: string, id: string): string {
  return html
    .slice(html.indexOf(` id="${id}"`))
    .split(/<h[1-6]/, 1)
    .join('');
}

/** Commands and parts of commands, by their whole names. */
function commandsOf({ spec, parts = [] }: CommandEntry, group = ''): (readonly [string, CommandEntry])[] {
  const name = `${group}${spec.name}`;
  return [[name, { spec, parts }], ...parts.flatMap((part) => commandsOf(part, `${name} `))];
}

describe('the documentation site', () => {
  let site: Map<string, string>;
  const page = (name: string) => site.get(`${name}.html`) ?? '';

  before(async () => {
    const ran = await runCommand(['docs', '--out', 'site']);
    assert.equal(ran.exitCode, 0, ran.err);
    site = filesOf(join(ran.cwd, 'site'));
  });

  it('has no dead link', () => {
    const links = [...site.values()].join('').match(/href="[^"]*#/g) ?? [];
    assert.ok(links.length > 100);
    assert.deepEqual(deadLinks(site), []);
  });

  it('notices a dead link', () => {
    const broken = new Map([
      ...site,
      ['extra.html', '<a href="identify.html#AST-NONE-001">x</a><a href="gone.html">y</a>'],
    ]);
    assert.deepEqual(deadLinks(broken), ['extra.html: identify.html#AST-NONE-001', 'extra.html: gone.html']);
  });

  it('uses each id once per page, and each page has one title', () => {
    for (const [path, html] of site) {
      if (!path.endsWith('.html')) continue;
      const ids = [...html.matchAll(/<[a-z][^>]* id="([^"]+)"/g)].map(([, id]) => id);
      assert.equal(new Set(ids).size, ids.length, path);
      assert.equal(html.match(/<h1/g)?.length, 1, path);
    }
  });

  it('has every clause once, with its verdict and, if it has one, its executed example', () => {
    const listed = [...site.values()].flatMap((html) => [
      ...html.matchAll(/<h3 id="([A-Z]+-[A-Z]+-\d{3})"/g),
    ]);
    assert.deepEqual(
      listed.map(([, id]) => id).sort(),
      loadRegistry()
        .clauses.map(({ id }) => id)
        .sort(),
    );
    assert.match(
      page('group'),
      /id="AST-GROUP-004"[\s\S]*Last verdict: passed[\s\S]*&quot;total billed&quot;: 830/,
    );
    assert.match(page('emulated-sides'), /id="ENG-KEY-001"[\s\S]*Example <code>ENG-KEY-001\.1<\/code>/);
  });

  it('shows a request in each form, with the key from a variable', () => {
    const example = partOf(page('identify'), 'AST-IDENT-001');
    const forms = [...example.matchAll(/data-form="([^"]+)"/g)].map(([, name]) => name);
    assert.deepEqual(forms.slice(0, 5), ['http', 'curl', 'fetch', 'analytics.js', 'python']);
    for (const key of [
      '$ASTROLABE_API_KEY',
      'process.env',
      'os.environ[&quot;ASTROLABE_API_KEY&quot;]',
      'analytics.identify(',
    ])
      assert.ok(example.includes(key), key);
  });

  it('links each clause that a text names', () => {
    assert.match(
      page('troubleshooting'),
      /<a href="errors\.html#AST-HTTP-014"><?(?:code>)?AST-HTTP-014|<code><a href="errors\.html#AST-HTTP-014">/,
    );
  });

  it('says which clauses have no scenario yet', () => {
    const without = loadRegistry().clauses.filter(({ unscenarioed }) => unscenarioed !== undefined);
    const rows = page('index')
      .split('<tr>')
      .filter((row) => row.includes('#AST-'));
    assert.deepEqual(
      rows
        .filter((row) => row.includes('no scenario yet'))
        .map((row) => /#([A-Z]+-[A-Z]+-\d{3})"/.exec(row)?.[1]),
      without.map(({ id }) => id),
    );
  });

  it('has its pages in reading order, each once, with the page before and after', () => {
    const [navigation = ''] = /<nav aria-label="Pages">[\s\S]*?<\/nav>/.exec(page('index')) ?? [];
    const order = [...navigation.matchAll(/href="([\w-]+)\.html"/g)].map(([, slug = '']) => slug);
    const slugs = [
      ...['index', 'start-developers', 'start-qa', 'start-writers'],
      ...['getting-started', 'identify', 'group', 'track', 'audiences', 'errors', 'emulated-sides'],
      ...['sentences', 'undocumented', 'contract'],
      ...['commands', 'exit-codes', 'formats', 'schemas', 'glossary', 'troubleshooting'],
      'citing',
    ];
    const places = slugs.map((slug) => order.indexOf(slug));
    assert.ok(!places.includes(-1));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(order).size, order.length);
    const pages = [...site.keys()].filter((path) => path.endsWith('.html') && path !== 'options.html');
    assert.deepEqual(pages.map((path) => path.slice(0, -5)).sort(), order.toSorted());
    for (const [place, slug] of order.entries()) {
      const next = order[place + 1];
      assert.equal(/rel="next" href="([\w-]+)\.html"/.exec(page(slug))?.[1], next, slug);
    }
  });

  it('draws the six journeys from executed examples, with a text alternative', () => {
    const page = site.get('journeys.html') ?? '';
    assert.equal(page.match(/<svg [^>]*class="journey" role="img"/g)?.length, 6);
    assert.equal(page.match(/<details><summary>[^<]+, step by step<\/summary><ol><li>/g)?.length, 6);
    assert.doesNotMatch(page, /is not drawn|picture:/);
    assert.match(page, /<li>4 s later:<\/li>/);
    assert.equal(
      page.match(/, answered 503/g)?.length,
      20,
      'ten attempts, in the description and in the steps',
    );
  });

  it('lists undocumented behaviour: default, alternatives, and what the target did', () => {
    const html = page('undocumented');
    for (const [name, { default: setting, alternatives }] of Object.entries(CHOICES)) {
      const part = partOf(html, name);
      for (const one of [setting, ...alternatives])
        assert.ok(part.includes(`<code>${one}</code>`), `${name}: ${one}`);
    }
    assert.match(html, /id="null-property"[\s\S]*?The target of this run: the property [^<]*plan/);
  });

  it('shows every schema as a table, and has its file', () => {
    const html = page('schemas');
    for (const name of schemaNames()) {
      const { title, $id } = schemaDocument(name);
      assert.ok(html.includes(`>${title}</h2>`), name);
      assert.equal(JSON.parse(site.get(`schemas/${name}.schema.json`) ?? '{}').$id, $id);
    }
    assert.match(html, /<td><code>traits<\/code><\/td>\n<td>object<\/td>/);
  });

  it('has every command once, with every option', () => {
    const html = page('commands');
    for (const [name, { spec }] of COMMANDS.flatMap((entry) => commandsOf(entry))) {
      const heading = `<h2 id="${name.replaceAll(' ', '-')}"`;
      assert.equal(html.split(heading).length, 2, name);
      const part = html.slice(html.indexOf(heading)).split(/<h2/, 2)[1] ?? '';
      for (const [option, row] of Object.entries(spec.options)) {
        if (row.kind === 'file') continue;
        const rows = part.match(new RegExp(`<td><code>${flagOf(option)}(?: [^<]*)?</code></td>`, 'g')) ?? [];
        assert.equal(rows.length, 1, `${name} ${option}`);
      }
    }
    assert.match(site.get('options.html') ?? '', /href="commands\.html"/);
  });

  it('has every exit code, in the words of the command line', () => {
    for (const [code, meaning] of Object.entries(EXIT_CODES))
      assert.ok(page('exit-codes').includes(`<td><code>${code}</code></td>\n<td>${meaning}</td>`), code);
  });

  it('says which file each report is, and which command writes it', () => {
    for (const [name, { file }] of Object.entries(REPORT_FORMATS)) {
      if (name === 'cucumber-html' || file === undefined) continue;
      assert.ok(page('formats').includes(`<code>${file.name}</code>`), name);
    }
  });

  it('has every sentence of the page once, with clauses or with the reason', () => {
    const html = page('sentences');
    const rows = html.match(/<tr id="s-[0-9a-f]{12}">.*?<\/tr>/gs) ?? [];
    const cited = loadRegistry().clauses.flatMap(({ source }) => source.filter(isSentenceReference));
    const listed = loadReviewedPage().groups.flatMap(({ sentences }) => sentences);
    const hashes = new Set([...cited, ...listed].map(({ sha256 }) => sha256.slice(0, 12)));
    assert.deepEqual(rows.map((row) => row.slice(10, 22)).sort(), [...hashes].sort());
    for (const row of rows) {
      const [{ sha256 } = { sha256: '' }] = [...cited, ...listed].filter((one) =>
        row.includes(one.sha256.slice(0, 12)),
      );
      const isCited = cited.some((one) => one.sha256 === sha256);
      assert.match(row, isCited ? /<a href="[\w-]+\.html#[A-Z]+-/ : /None: [A-Z]/);
    }
  });

  it('quotes the sentences of a copy of the page, all of them, beside their clauses', async (t) => {
    if (!existsSync(PAGE_COPY)) {
      assert.notEqual(process.env.ASTROLABE_REQUIRE_SOURCES, '1', `${PAGE_COPY} is missing, and is required`);
      t.skip('the copy of the page is missing');
      return;
    }
    const ran = await runCommand(['docs', '--out', 'site', '--page', PAGE_COPY]);
    const files = filesOf(join(ran.cwd, 'site'));
    const rows = files.get('sentences.html')?.match(/<th scope="row">[\s\S]*?<\/tr>/g) ?? [];
    const sentences = readPage(readFileSync(PAGE_COPY, 'utf8'));
    assert.deepEqual(
      rows.map((row) => /<th scope="row">([\d.]+)</.exec(row)?.[1]),
      sentences.map(({ paragraph, sentence }) => `${paragraph}.${sentence}`),
    );
    assert.ok(rows.every((row) => !row.includes('nobody has reviewed')));
    assert.match(
      partOf(files.get('identify.html') ?? '', 'AST-IDENT-001'),
      /<blockquote><p>[^<]+<\/p><footer><a href="sentences\.html#s-/,
    );
    assert.deepEqual(deadLinks(files), []);
  });

  it('shows a sentence of a copy that nobody has reviewed, and one that is gone', async () => {
    const { cwd } = await runCommand(['list']);
    const copy = join(cwd, 'page.txt');
    writeFileSync(copy, 'A sentence that <b>nobody</b> knows.\n');
    const ran = await runCommand(['docs', '--out', 'site', '--page', copy]);
    const html = filesOf(join(ran.cwd, 'site')).get('sentences.html') ?? '';
    assert.match(
      html,
      /<q>A sentence that &lt;b&gt;nobody&lt;\/b&gt; knows\.<\/q><\/td><td>[^\n]*nobody has reviewed/,
    );
    assert.match(html, /No longer on the page\./);
  });

  it('has search entries with the words of each clause, and every word of the field leads somewhere', () => {
    const script = site.get('assets/search-entries.js') ?? '';
    const entries: { id: string; text: string; words: string }[] = JSON.parse(
      script.slice(script.indexOf('['), script.lastIndexOf(']') + 1),
    );
    const found = entries.find(({ id }) => id === 'group.html#AST-GROUP-004');
    assert.match(found?.text ?? '', /total billed/);
    assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length);
    for (const { words, to } of FIELD_WORDS) {
      for (const address of to) {
        const entry = entries.find(({ id }) => id === address || id.startsWith(`${address}#`));
        assert.ok(entry, `${words[0]} leads to ${address}, which is not on the site`);
        for (const word of words) assert.ok(entry.words.split(', ').includes(word), `${word}: ${address}`);
      }
    }
  });

  it('shows the run of --record', async () => {
    const graded = await runCommand(['verify', '--clauses', 'AST-IDENT-001', '--json']);
    const record = JSON.parse(graded.out);
    record.target = { baseUrl: 'https://example.com/<b>hook</b>', embedded: false };
    const file = join(graded.cwd, 'record.json');
    writeFileSync(file, JSON.stringify(record));
    const ran = await runCommand(['docs', '--out', 'site', '--record', file]);
    const files = filesOf(join(ran.cwd, 'site'));
    assert.match(files.get('index.html') ?? '', /against https:\/\/example\.com\/&lt;b&gt;hook/);
    assert.match(files.get('index.html') ?? '', /not graded/);
    assert.deepEqual(deadLinks(files), []);
  });

  it('keeps the versions beside each other, and older links lead to the newest', async () => {
    const { cwd } = await runCommand(['list']);
    const folder = join(cwd, 'site');
    const old = join(folder, '0.0.9');
    mkdirSync(old, { recursive: true });
    writeFileSync(join(old, 'index.html'), '<h1 id="top">0.0.9</h1>');
    const ran = await runCommand(['docs', '--out', folder, '--versioned']);
    assert.equal(ran.exitCode, 0, ran.err);
    const files = filesOf(folder);
    const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
    const links = [...(files.get('index.html') ?? '').matchAll(/<li><a href="([^"]+)"/g)].map(
      ([, link]) => link,
    );
    assert.deepEqual(links, [`${version}/index.html`, '0.0.9/index.html']);
    assert.equal(files.get('0.0.9/index.html'), '<h1 id="top">0.0.9</h1>');
    assert.match(files.get('identify.html') ?? '', new RegExp(`href="${version}/identify\\.html"`));
    assert.match(
      files.get('latest/identify.html') ?? '',
      new RegExp(`href="\\.\\./${version}/identify\\.html"`),
    );
    assert.match(files.get(`${version}/identify.html`) ?? '', /href="\.\.\/index\.html">versions/);
    assert.deepEqual(deadLinks(files), []);
  });

  it('requires --out or --serve', async () => {
    const ran = await runCommand(['docs']);
    assert.equal(ran.exitCode, 2);
    assert.match(ran.err, /docs needs --out FOLDER, where the site is written, or --serve/);
  });
});
