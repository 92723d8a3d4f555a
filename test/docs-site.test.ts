/** The documentation site, made with one command: it is complete and has no dead link. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { before, describe, it } from 'node:test';
import { CHOICES } from '../emulator/index.ts';
import { loadRegistry } from '../harness/registry/index.ts';
import { schemaDocument, schemaNames } from '../schemas/index.ts';
import { runCommand } from './outside/index.ts';

/** Every file of a folder with its content, by path. */
function filesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.'),
  );
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
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
          const target = files.get(file === '' ? path : posix.normalize(file));
          return (
            target === undefined || (anchor !== undefined && !idsIn(target).has(decodeURIComponent(anchor)))
          );
        })
        .map((link) => `${path}: ${link}`),
    );
}

describe('the documentation site', () => {
  let site: Map<string, string>;

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
    const group = site.get('group.html') ?? '';
    assert.match(group, /id="AST-GROUP-004"[\s\S]*Last verdict: passed[\s\S]*&quot;total billed&quot;: 830/);
  });

  it('says which clauses have no scenario yet', () => {
    const without = loadRegistry().clauses.filter(({ unscenarioed }) => unscenarioed !== undefined);
    const rows = (site.get('index.html') ?? '').split('<tr>').filter((row) => row.includes('#AST-'));
    assert.deepEqual(
      rows
        .filter((row) => row.includes('no scenario yet'))
        .map((row) => /#([A-Z]+-[A-Z]+-\d{3})"/.exec(row)?.[1]),
      without.map(({ id }) => id),
    );
  });

  it('has its pages in reading order', () => {
    const order: readonly string[] =
      (/<nav.*<\/nav>/.exec(site.get('index.html') ?? '')?.[0] ?? '').match(/[\w-]+\.html/g) ?? [];
    const slugs = [
      'getting-started',
      'identify',
      'group',
      'track',
      'audiences',
      'errors',
      'undocumented',
      'schemas',
    ];
    const places = slugs.map((slug) => order.indexOf(`${slug}.html`));
    assert.ok(!places.includes(-1));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
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
    const page = site.get('undocumented.html') ?? '';
    for (const [name, { default: setting, alternatives }] of Object.entries(CHOICES)) {
      const part = page
        .slice(page.indexOf(`<h3 id="${name}"`))
        .split('<h3', 2)
        .join('');
      for (const one of [setting, ...alternatives])
        assert.ok(part.includes(`<code>${one}</code>`), `${name}: ${one}`);
    }
    assert.match(page, /id="null-property"[\s\S]*?The target of this run: the property [^<]*plan/);
  });

  it('shows every schema as a table, and has its file', () => {
    const page = site.get('schemas.html') ?? '';
    for (const name of schemaNames()) {
      const { title, $id } = schemaDocument(name);
      assert.ok(page.includes(`>${title}</h2>`), name);
      assert.equal(JSON.parse(site.get(`schemas/${name}.schema.json`) ?? '{}').$id, $id);
    }
    assert.match(page, /<td><code>traits<\/code><\/td>\n<td>object<\/td>/);
  });

  it('has search entries with the words of each clause', () => {
    const script = site.get('assets/search-entries.js') ?? '';
    const entries = JSON.parse(script.slice(script.indexOf('['), script.lastIndexOf(']') + 1));
    const found = entries.find(({ id }: { id: string }) => id === 'group.html#AST-GROUP-004');
    assert.match(found.text, /total billed/);
    assert.equal(new Set(entries.map(({ id }: { id: string }) => id)).size, entries.length);
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

  it('requires --out', async () => {
    const ran = await runCommand(['docs']);
    assert.equal(ran.exitCode, 2);
    assert.match(ran.err, /docs needs --out FOLDER/);
  });
});
