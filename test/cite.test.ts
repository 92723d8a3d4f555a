/** The cite command executes what it prints. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { type Emulator, startEmulator } from '../emulator/index.ts';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';
import { loadRegistry } from '../harness/registry/index.ts';
import { makeFolder } from './folder.ts';
import { runCommand } from './outside/index.ts';

const execute = promisify(execFile);

/** The code blocks of a Markdown text, by language. */
function blocksOf(markdown: string, language: string): string[] {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , code = '']) => code);
}

/** Runs a printed command in a shell that has the keys of an emulator. */
async function paste(code: string, emulator: Emulator): Promise<string> {
  const { stdout } = await execute('bash', ['-c', code.replaceAll('http://127.0.0.1:4100', emulator.url)], {
    env: {
      ...process.env,
      ASTROLABE_API_KEY: emulator.apiKey,
      ASTROLABE_BLOCKING_API_KEY: emulator.blockingApiKey,
      ASTROLABE_RESTRICTED_API_KEY: emulator.restrictedApiKey,
    },
    maxBuffer: 2 ** 26,
  });
  return stdout.replaceAll('\r', '');
}

function statusOf(message: string): string {
  return /^HTTP\/1\.1 \d+/.exec(message)?.[0] ?? message;
}

/** The status and the body, whatever the layout of its JSON. */
function comparable(message: string): string {
  const body = message.slice(message.indexOf('\n\n') + 2);
  try {
    return `${statusOf(message)} ${JSON.stringify(JSON.parse(body))}`;
  } catch {
    return `${statusOf(message)} ${message.includes('\n\n') ? body.trim() : ''}`;
  }
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
    const examples = [...readCatalogue(), ...readCatalogue('emulator')];
    const withExample = new Set(examples.map(({ clauseId }) => clauseId));
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
        assert.equal(/Executed with/.test(text), withExample.has(id), id);
        assert.doesNotMatch(text, /(?:failed|blocked|harness error)\.$/m, id);
      }
    }
  });

  it('prints the same every time, and what can be pasted: every request has that answer from emulate', async () => {
    const [one, other] = [
      await runCommand(['cite', '--all', '--out', 'cited', '--as', 'curl']),
      await runCommand(['cite', '--all', '--out', 'cited', '--as', 'curl']),
    ];
    const names = readdirSync(join(one.cwd, 'cited'));
    const textOf = ({ cwd }: { cwd: string }, name: string) => readFileSync(join(cwd, 'cited', name), 'utf8');
    for (const name of names) assert.equal(textOf(one, name), textOf(other, name), name);

    const emulator = await startEmulator();
    try {
      let pasted = 0;
      for (const name of names) {
        const blocks = [...textOf(one, name).matchAll(/^```(sh|http)\n([\s\S]*?)\n```$/gm)];
        for (const [at, [, language, code = '']] of blocks.entries()) {
          if (language !== 'sh') continue;
          const [, next, answer = ''] = blocks[at + 1] ?? [];
          const got = await paste(code, emulator);
          // A cut body says that it was cut, and by how much.
          const printed = answer.includes('more characters)') ? statusOf(answer) : comparable(answer);
          assert.equal(next, 'http', `${name}: no answer is printed of ${code}`);
          assert.equal(
            answer.includes('more characters)') ? statusOf(got) : comparable(got),
            printed,
            `${name}: ${code}`,
          );
          pasted += 1;
        }
      }
      assert.ok(pasted > 500, `${pasted}`);
    } finally {
      await emulator.close();
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
      [
        ['cite', 'AST-GROUP-004', '--as', 'perl'],
        /--as must be http, curl, fetch, analytics\.js, node, python or json/,
      ],
      [['cite', 'AST-GROUP-004', '--example', 'AST-GROUP-004.77'], /did you mean AST-GROUP-004\.1, /],
      [['cite', 'AST-GROUP-004', '--record', 'none.json'], /none\.json cannot be read/],
    ];
    for (const [argv, message] of wrong) {
      const { exitCode, err } = await runCommand(argv);
      assert.equal(exitCode, 2, argv.join(' '));
      assert.match(err, message);
    }
  });

  it('fills citations in files, leaves the rest, and says when one is not what it would write', async () => {
    const folder = makeFolder('cited-files');
    const file = join(folder, 'ours.md');
    const marker = '<!-- astrolabe:cite AST-GROUP-004 as=curl -->';
    writeFileSync(file, `# Ours\r\n\r\n${marker}\r\n<!-- /astrolabe -->\r\nthe end\r\n`);
    const command = (...words: string[]) => runCommand(['cite', ...words, file]);
    const empty = await command('--check');
    assert.deepEqual(
      [empty.exitCode, /ours\.md:3: AST-GROUP-004 is not filled in; "cite --update/.test(empty.err)],
      [1, true],
    );
    assert.match((await command('--update')).out, /ours\.md: 1 citation, 1 changed/);
    const filled = readFileSync(file, 'utf8');
    assert.match(
      filled,
      /^# Ours\r\n\r\n<!-- [\s\S]* -->\r\n\r\n## AST-GROUP-004: [\s\S]*curl -i [\s\S]*\r\n<!-- \/astrolabe -->\r\nthe end\r\n$/,
    );
    assert.doesNotMatch(filled, /[^\r]\n/);
    assert.equal((await command('--check')).exitCode, 0);
    assert.match((await command('--update')).out, /1 citation, 0 changed/);
    assert.equal(readFileSync(file, 'utf8'), filled);

    // The rule, the example or the behaviour was another one when it was written.
    for (const [now, then] of [
      ["An Account's property keeps its name", 'A property keeps its name'],
      ['| employees    | 329 ', '| employees    | 328 '],
      ['HTTP/1.1 200', 'HTTP/1.1 202'],
    ] as const) {
      writeFileSync(file, filled.replace(now, then));
      const { exitCode, err } = await command('--check');
      assert.equal(exitCode, 1, now);
      assert.match(err, /ours\.md:\d+: AST-GROUP-004 is not as it would be written: ".*" should be ".*"/);
    }
  });

  it('says which cited rule a destination breaks', async () => {
    const graded = await runCommand(['verify', '--clauses', 'AST-GROUP-004', '--json', '--run-id', 'graded']);
    const folder = makeFolder('cited-record');
    const [file, record] = [join(folder, 'ours.md'), join(folder, 'record.json')];
    const broken = graded.record();
    const clauses = broken.clauses.map((clause) => ({ ...clause, verdict: 'fail' }));
    writeFileSync(record, JSON.stringify({ ...broken, clauses }));
    writeFileSync(file, '<!-- astrolabe:cite AST-GROUP-004 -->\n<!-- /astrolabe -->\n');
    const { exitCode, err } = await runCommand(['cite', '--update', file, '--record', record]);
    assert.equal(exitCode, 1);
    assert.doesNotMatch(readFileSync(file, 'utf8'), /Last verdict/);
    assert.match(err, /ours\.md:1: the verdict on AST-GROUP-004 is "failed" in the record of/);
  });

  it('changes no file if one cannot be used', async () => {
    const folder = makeFolder('cited-problems');
    const [good, bad] = [join(folder, 'good.md'), join(folder, 'bad.md')];
    const text = '<!-- astrolabe:cite AST-GROUP-004 -->\n<!-- /astrolabe -->\n';
    writeFileSync(good, text);
    writeFileSync(bad, '<!-- astrolabe:cite AST-GROUP-0044 -->\n<!-- /astrolabe -->\n');
    const wrong: [string[], RegExp][] = [
      [['--update', good, bad], /bad\.md:1: there is no clause "AST-GROUP-0044": did you mean AST-GROUP-004/],
      [['--update', good, join(folder, 'none.md')], /none\.md cannot be read/],
      [['--update', good, join(folder, 'x.pdf')], /x\.pdf: its markup is not known/],
      [['--update'], /name the files/],
      [['--update', '--check', good], /not both/],
      [['--check', '--all', good], /neither --all/],
      [['AST-GROUP-004', 'AST-GROUP-005'], /name one clause/],
    ];
    for (const [words, message] of wrong) {
      const { exitCode, err } = await runCommand(['cite', ...words]);
      assert.equal(exitCode, 2, words.join(' '));
      assert.match(err, message);
    }
    assert.equal(readFileSync(good, 'utf8'), text);
  });
});
