/** The cite command executes what it prints. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';
import { loadRegistry } from '../harness/registry/index.ts';
import { runCommand } from './outside/index.ts';

/** The code blocks of a Markdown text, by language. */
function blocksOf(markdown: string, language: string): string[] {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , code = '']) => code);
}

describe('cite', () => {
  it('prints the account example of the page with its total billed, as executed', async () => {
    const { exitCode, out, err } = await runCommand(['cite', 'AST-GROUP-004']);
    assert.equal(exitCode, 0, err);
    assert.match(out, /^## AST-GROUP-004: /);
    assert.match(out, /paragraph 17, sentence 12 \(as read on \d{4}-\d{2}-\d{2}/);
    const [, , call = '', answer = '', read = '', records = ''] = blocksOf(out, 'http');
    const sent = JSON.parse(call.slice(call.indexOf('{')));
    assert.deepEqual(sent.traits, {
      name: 'Initech',
      industry: 'Technology',
      employees: 329,
      plan: 'enterprise',
      'total billed': 830,
    });
    assert.match(answer, /^HTTP\/1\.1 20[02]/);
    assert.match(read, /^GET http.*\/records\/accounts\?groupId=/);
    const { accounts } = JSON.parse(records.slice(records.indexOf('{')));
    assert.deepEqual(accounts[0].properties, sent.traits);
    assert.deepEqual(accounts[0].userIds, [sent.userId]);
  });

  it('writes requests in the requested form, without keys', async () => {
    const { out } = await runCommand(['cite', 'ast-group-004', '--as', 'curl']);
    const [, group = ''] = blocksOf(out, 'sh');
    assert.match(group, /^curl -i -X POST http\S+ .*-u "\$ASTROLABE_API_KEY:"/);
    const node = await runCommand(['cite', 'AST-GROUP-004', '--as', 'node']);
    assert.match(blocksOf(node.out, 'js').join('\n'), /analytics\.group\(\{[\s\S]*"total billed": 830/);
  });

  it('shows the requested example', async () => {
    const { out } = await runCommand(['cite', 'AST-HTTP-001', '--example', 'AST-HTTP-001.1/track']);
    assert.match(out, /Example `AST-HTTP-001\.1\/track`/);
    assert.match(out, /"event": "Signed Up"/);
  });

  it('cites the verdict of a record', async () => {
    const graded = await runCommand(['verify', '--clauses', 'AST-GROUP-004', '--json', '--run-id', 'graded']);
    const file = join(graded.cwd, 'graded.json');
    writeFileSync(file, graded.out);
    const { out } = await runCommand(['cite', 'AST-GROUP-004', '--record', file]);
    assert.match(
      out,
      /Last verdict: passed on \d{4}-\d\d-\d\d, the embedded emulator, evidence: read-back \(run graded\)\./,
    );
    const other = await runCommand(['cite', 'AST-HTTP-001', '--record', file]);
    assert.doesNotMatch(other.out, /Last verdict/);
  });

  it('writes every clause, in every markup', async () => {
    const ids = loadRegistry().clauses.map(({ id }) => id);
    const withExample = new Set(readCatalogue().map(({ clauseId }) => clauseId));
    for (const [format, ending] of [
      ['markdown', '.md'],
      ['html', '.html'],
      ['asciidoc', '.adoc'],
    ] as const) {
      const { exitCode, cwd, err } = await runCommand([
        'cite',
        '--all',
        '--out',
        'cited',
        '--format',
        format,
      ]);
      assert.equal(exitCode, 0, err);
      const folder = join(cwd, 'cited');
      assert.deepEqual(readdirSync(folder).sort(), ids.map((id) => id + ending).sort());
      for (const id of ids) {
        const text = readFileSync(join(folder, id + ending), 'utf8');
        assert.ok(text.includes(id), id);
        assert.equal(/Executed on/.test(text), withExample.has(id), id);
      }
    }
  });

  it('says why a clause has no example, as list and explain do', async () => {
    const [without] = loadRegistry().clauses.filter(({ unscenarioed }) => unscenarioed !== undefined);
    if (without === undefined) return;
    const { id, unscenarioed } = without;
    for (const command of ['cite', 'explain']) {
      const { exitCode, out } = await runCommand([command, id]);
      assert.equal(exitCode, 0, command);
      assert.ok(out.includes(`No scenario yet: ${unscenarioed}`), out);
    }
    const { out } = await runCommand(['list', '--clauses', id]);
    assert.match(out, /\(no scenario yet\)$/m);
  });

  it('rejects wrong options and says what to write instead', async () => {
    const wrong: [string[], RegExp][] = [
      [['cite'], /name one clause.*or use --all/],
      [['cite', 'AST-GROUP-004', '--all', '--out', 'x'], /name one clause/],
      [['cite', '--all'], /--all needs --out/],
      [['cite', 'AST-GROUP-999'], /did you mean AST-GROUP-009, AST-GROUP-001 or AST-GROUP-002\?/],
      [['cite', 'AST-GROUP-004', '--format', 'pdf'], /--format must be markdown, html or asciidoc/],
      [['cite', 'AST-GROUP-004', '--as', 'perl'], /--as must be http, curl, analytics\.js, node or json/],
      [['cite', 'AST-GROUP-004', '--example', 'AST-GROUP-004.77'], /did you mean AST-GROUP-004\.1, /],
      [['cite', 'AST-GROUP-004', '--record', 'none.json'], /none\.json cannot be read/],
    ];
    for (const [argv, message] of wrong) {
      const { exitCode, err } = await runCommand(argv);
      assert.equal(exitCode, 2, argv.join(' '));
      assert.match(err, message);
    }
  });
});
