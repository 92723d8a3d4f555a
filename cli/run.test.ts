/** The command line as a whole: its help, what the help loads, and how it answers misspellings. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { runCommand } from '../test/shell.ts';
import { COMMANDS, type CommandEntry } from './commands.ts';
import { flagOf, variableOf } from './options/option-table.ts';

const root = resolve(import.meta.dirname, '..');

function wordsOf(entry: CommandEntry, group: readonly string[] = []): (readonly [string[], CommandEntry])[] {
  const words = [...group, entry.spec.name];
  return [[words, entry], ...(entry.parts ?? []).flatMap((part) => wordsOf(part, words))];
}

describe('the help', () => {
  for (const [words, { spec }] of COMMANDS.flatMap((entry) => wordsOf(entry))) {
    it(`of ${words.join(' ')} names each option, its heading, its default and its variable`, async () => {
      const { exitCode, out } = await runCommand([...words, '--help']);
      const text = out.replaceAll(/\s+/g, ' ');
      assert.equal(exitCode, 0);
      for (const [name, row] of Object.entries(spec.options)) {
        if (row.kind === 'file') continue;
        assert.ok(text.includes(flagOf(name)), name);
        assert.ok(text.includes(`env: ${variableOf(name)})`), name);
        assert.ok(text.includes(`${row.group ?? 'Options'}:`), row.group);
        const usual = ('default' in row ? row.default : undefined) ?? row.otherwise;
        if (usual !== undefined) assert.ok(text.includes(`default: ${usual},`), `${name}: ${usual}`);
      }
    });
  }

  it('loads neither the harness nor the emulator, the generators or the renderers', () => {
    const loaded = new Set<string>();
    const visit = (file: string) => {
      if (loaded.has(file)) return;
      loaded.add(file);
      const source = readFileSync(file, 'utf8');
      for (const [, target = ''] of source.matchAll(
        /^(?:import|export) (?!type )[^;]*?from '(\.[^']+)';/gm,
      )) {
        visit(resolve(dirname(file), target));
      }
    };
    visit(join(root, 'cli/run.ts'));
    const rooms = [...loaded].map((file) => relative(root, file)).filter((file) => !file.startsWith('cli/'));
    assert.ok(loaded.size > 15);
    assert.deepEqual(rooms.toSorted(), [
      'reports/catalogue.ts',
      'reports/form-names.ts',
      'safe-text/cut-text.ts',
      'safe-text/guard.ts',
      'safe-text/index.ts',
      'safe-text/plain.ts',
      'safe-text/posix.ts',
      'safe-text/powershell.ts',
      'safe-text/query-secrets.ts',
      'safe-text/quick-look.ts',
      'safe-text/redact-value.ts',
      'safe-text/redacted-keys.ts',
      'safe-text/redactor.ts',
      'safe-text/secret-forms.ts',
      'safe-text/shaped-keys.ts',
      'safe-text/shell-lines.ts',
      'schemas/key-problem.ts',
      'schemas/package-root.ts',
    ]);
  });
});

describe('a misspelling', () => {
  const misspelt: readonly (readonly [what: string, words: readonly string[], answer: RegExp])[] = [
    ['an option', ['verify', '--bse-url', 'x'], /unknown option '--bse-url': did you mean --base-url/],
    ['an option of a subcommand', ['audience', 'list', '--control-ulr'], /did you mean --control-url/],
    ['a command', ['verfy'], /unknown command 'verfy': did you mean verify\?/],
    ['a command of a group', ['audience', 'previw'], /unknown command 'previw': did you mean preview\?/],
    ['a defect', ['emulate', '--defect', 'stores-nothng'], /stores-nothing/],
    ['a variant', ['emulate', '--variant', 'slow-answer'], /slow-answers/],
    [
      'a clause',
      ['explain', 'AST-IDENT-03'],
      /there is no clause "AST-IDENT-03": did you mean AST-IDENT-003/,
    ],
    [
      'a glob of clauses',
      ['list', '--clauses', 'AST-IDNET-*'],
      /matches no clause: did you mean AST-IDENT-\*/,
    ],
    [
      'a glob to verify',
      ['verify', '--clauses', 'AST-IDNET-*'],
      /matches no clause: did you mean AST-IDENT-\*/,
    ],
    ['an example', ['verify', '--example', 'AST-IDENT-002.99'], /has that id: did you mean AST-IDENT-002/],
    ['a tag', ['verify', '--tags', '@shuold'], /has the tag @shuold: did you mean @should/],
    [
      'an example to cite',
      ['cite', 'AST-IDENT-002', '--example', 'AST-IDENT-002.9'],
      /did you mean AST-IDENT-002\.1/,
    ],
    ['a subject', ['selftest', '--only', 'stores-nothng'], /matches nothing: did you mean stores-nothing/],
  ];
  for (const [what, words, answer] of misspelt) {
    it(`of ${what} is answered with at most three near names`, async () => {
      const { exitCode, err } = await runCommand(words);
      assert.equal(exitCode, 2);
      assert.match(err, answer);
      const [, names = ''] = /(?:did you mean|write one of) (.*)$/m.exec(err) ?? [];
      assert.ok(names.split(/, | or /).length <= 3, err);
    });
  }

  it('without a near name is answered with the command that lists the names', async () => {
    assert.match((await runCommand(['explain', 'xyz'])).err, /"list" shows all clauses/);
    assert.match(
      (await runCommand(['dance'])).err,
      /"astrolabe-conformance --help" lists commands and options/,
    );
  });
});

describe('the configuration file', () => {
  async function refusal(content: object, ...words: string[]): Promise<string> {
    const file = join((await runCommand(['list'])).cwd, 'astrolabe.config.json');
    writeFileSync(file, JSON.stringify(content));
    const { exitCode, err } = await runCommand([...words, '--config', file]);
    assert.equal(exitCode, 2);
    return err;
  }

  const unknown: readonly (readonly [string, object, string[], RegExp])[] = [
    ['an option', { bseUrl: 'x' }, ['verify'], /at "\/bseUrl", .*; did you mean baseUrl\?/],
    ['an option of a target', { targets: { a: { strickt: true } } }, ['verify'], /did you mean strict\?/],
    ['an option of emulate', { emulate: { fowardTo: 'x' } }, ['emulate'], /did you mean forwardTo/],
    [
      'a member of an instance',
      { emulate: { instances: [{ apikye: 'x' }] } },
      ['emulate'],
      /did you mean apiKey/,
    ],
    ['a target', { targets: { staging: {} } }, ['verify', '--target', 'stagin'], /did you mean staging\?/],
  ];
  for (const [what, content, words, answer] of unknown) {
    it(`answers an unknown name of ${what} with near names`, async () => {
      assert.match(await refusal(content, ...words), answer);
    });
  }
});

describe('emulate --list', () => {
  for (const [table, line] of [
    ['defects', /^stores-nothing +Every call is .* \(AST-IDENT-001\)$/m],
    ['variants', /^late-storing +Calls are /m],
    ['choices', /^null-property +keep \(default\), remove, ignore; /m],
  ] as const) {
    it(`shows ${table} with what they do`, async () => {
      const { exitCode, out } = await runCommand(['emulate', '--list', table]);
      assert.equal(exitCode, 0);
      assert.match(out, line);
      const json = await runCommand(['emulate', '--list', table, '--json']);
      assert.equal(JSON.parse(json.out).length, out.trimEnd().split('\n').length);
    });
  }
});
