/** Features of other people on the steps of this package, with their own cucumber, World, hooks and timeout. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readCatalogue } from '../harness/cucumber/catalogue.ts';
import { startDestination } from './destination/index.ts';
import { makeOwnProject } from './own-project.ts';

const FEATURE = `Feature: Mine
  Scenario: A trial becomes a paying customer
    Given user "ada" is identified with:
      | plan | "trial" |
    When user "ada" is identified with:
      | plan | "pro" |
    Then the User for user "ada" holds:
      | plan | "pro" |

  @TEAM-ADS-001
  Scenario Outline: Rows without a case, under a tag of their own
    Given user "<who>" is identified
    Then there is exactly one User for user "<who>"

    Examples:
      | who |
      | bob |
      | eve |
`;

/** A World that is no World of cucumber, a timeout, hooks, and steps whose words are those of parameter types here. */
const OWN_STEPS = `
import assert from 'node:assert/strict';
import * as cucumber from '@cucumber/cucumber';
import { defineSteps } from 'astrolabe-conformance/steps';
const { After, Before, Given, Then, setDefaultTimeout, setWorldConstructor } = cucumber;
class MyWorld { constructor() { this.mine = []; } }
setWorldConstructor(MyWorld);
setDefaultTimeout(100);
Before(function () { assert.ok(this instanceof MyWorld); this.mine.push('before'); });
After(function () { this.mine.push('after'); });
Given(/^my words are (user|group), (enters|leaves) and (.+)$/, function (who, moves, json) { this.words = [who, moves, json]; });
Then('they are still text', function () { assert.deepEqual(this.words, ['user', 'enters', '{"a":1}']); });
Given('I wait for too long', () => new Promise((resolve) => setTimeout(resolve, 2000)));
defineSteps(cucumber);
`;

describe('features of your own', { concurrency: 2 }, () => {
  let destination: Awaited<ReturnType<typeof startDestination>>;
  let env: Record<string, string>;
  before(async () => {
    destination = await startDestination();
    const { baseUrl, recordsUrl, apiKey } = destination;
    env = { ASTROLABE_BASE_URL: baseUrl, ASTROLABE_RECORDS_URL: recordsUrl, ASTROLABE_API_KEY: apiKey };
  });
  after(() => destination.close());

  const project = async () => {
    const made = makeOwnProject();
    await made.command(['init']);
    made.write('features/astrolabe.feature', FEATURE);
    return made;
  };

  it('run against the same target as the specification, whatever their tags', async () => {
    const { cucumber } = await project();
    const { exitCode, out } = await cucumber(['features'], env);
    assert.equal(exitCode, 0, out);
    assert.match(out, /3 scenarios \(3 passed\)/);
  });

  it('run beside the specification, alone if they are named, and in parallel', async () => {
    const { cucumber } = await project();
    const all = await cucumber(['--tags', '@AST-IDENT-002 or @TEAM-ADS-001'], env);
    assert.equal(all.exitCode, 0, all.out);
    const examples = readCatalogue().filter(({ clauseId }) => clauseId === 'AST-IDENT-002').length;
    assert.match(all.out, new RegExp(`${examples + 2} scenarios \\(${examples + 2} passed\\)`));
    for (const words of [['features/astrolabe.feature:2'], ['features', '--name', 'paying']]) {
      const { exitCode, out } = await cucumber(words, env);
      assert.equal(exitCode, 0, out);
      assert.match(out, /1 scenario \(1 passed\)/);
    }
    const parallel = await cucumber(['--parallel', '2', 'features'], env);
    assert.equal(parallel.exitCode, 0, parallel.out);
    assert.match(parallel.out, /3 scenarios \(3 passed\)/);
  });

  it('are listed for another run if they failed, and that run is of them alone', async () => {
    const { cucumber, write } = await project();
    write(
      'features/broken.feature',
      FEATURE.replace('holds:\n      | plan | "pro"', 'holds:\n      | plan | "gold"'),
    );
    const first = await cucumber(
      ['features', '--format', 'rerun:@rerun.txt', '--format', 'junit:out.xml'],
      env,
    );
    assert.equal(first.exitCode, 1, first.out);
    assert.match(first.out, /does not hold "plan" as sent/);
    assert.doesNotMatch(first.out, /\n\s+at .*step-definitions/);
    const { exitCode, out } = await cucumber(['@rerun.txt'], env);
    assert.equal(exitCode, 1);
    assert.match(out, /1 scenario \(1 failed\)/);
  });

  it('keep their World, hooks, timeout and steps', async () => {
    const { cucumber, write } = await project();
    write('features/support/astrolabe.mjs', OWN_STEPS);
    write(
      'features/own.feature',
      `${FEATURE}\n  Scenario: Words\n    Given my words are user, enters and {"a":1}\n    Then they are still text\n`,
    );
    const kept = await cucumber(['features/own.feature'], env);
    assert.equal(kept.exitCode, 0, kept.out);
    assert.match(kept.out, /4 scenarios \(4 passed\)/);
    write('features/slow.feature', 'Feature: S\n  Scenario: Slow\n    Given I wait for too long\n');
    const slow = await cucumber(['features/slow.feature'], env);
    assert.equal(slow.exitCode, 1);
    assert.match(slow.out, /timed out.* 100 milliseconds/s);
  });

  it('are shown as a plan without being run', async () => {
    const { cucumber } = await project();
    const { exitCode, out } = await cucumber(['--dry-run', 'features'], env);
    assert.equal(exitCode, 0, out);
    assert.match(out, /3 scenarios \(3 skipped\)/);
  });

  it('are not a run if there are none', async () => {
    const { cucumber } = await project();
    for (const words of [
      ['--tags', '@none'],
      ['--parallel', '2', '--tags', '@none'],
    ]) {
      const { exitCode, out } = await cucumber(words, env);
      assert.equal(exitCode, 2, out);
      assert.match(out, /no scenario ran/);
    }
  });
});

describe('steps that cannot work', { concurrency: 2 }, () => {
  const FIRST = 'Feature: F\n  Scenario: S\n    Given user "ada" is identified\n';
  const cases: Readonly<
    Record<string, [files: Record<string, string>, env: Record<string, string>, expected: RegExp]>
  > = {
    'half of the tags': [
      { 'features/astrolabe.feature': FIRST.replace('Scenario', '@AST-IDENT-002\n  Scenario') },
      {},
      /astrolabe\.feature:3: the scenario "S" has the tag @AST-IDENT-002 of a clause and none of an example/,
    ],
    'half of the tags, the other one': [
      { 'features/astrolabe.feature': FIRST.replace('Scenario', '@AST-IDENT-002.9\n  Scenario') },
      {},
      /has the tag @AST-IDENT-002\.9 of an example and none of its clause: add @AST-IDENT-002/,
    ],
    'the tags of a clause that does not exist': [
      {
        'features/astrolabe.feature': FIRST.replace(
          'Scenario',
          '@AST-IDENT-992 @AST-IDENT-992.1\n  Scenario',
        ),
      },
      {},
      /the tag @AST-IDENT-992 of a clause that does not exist: did you mean/,
    ],
    'a value that is not JSON': [
      {
        'features/astrolabe.feature':
          'Feature: F\n  Scenario: S\n    Given user "ada" is identified with:\n      | plan | pro |\n',
      },
      {},
      /the value of "plan" is not JSON: pro\. A text is written "pro"/,
    ],
    'an unknown option of the profile': [
      {
        'cucumber.js':
          "import { profile } from 'astrolabe-conformance/steps';\nexport default profile({}, { specifcation: false, embedded: true });\n",
      },
      {},
      /profile has no option "specifcation": did you mean specification\?/,
    ],
    'two targets': [
      {
        'cucumber.js':
          "import { profile } from 'astrolabe-conformance/steps';\nexport default profile({}, { target: 'local', embedded: true });\n",
      },
      {},
      /profile has two targets/,
    ],
    'no target': [
      {
        'cucumber.js': "import { profile } from 'astrolabe-conformance/steps';\nexport default profile();\n",
      },
      {},
      /there is no target: set ASTROLABE_BASE_URL/,
    ],
    'no target and no profile': [
      { 'cucumber.js': "export default { import: ['features/support/*.mjs'] };\n" },
      {},
      /there is no target: set ASTROLABE_BASE_URL/,
    ],
    'a target without a key': [
      {},
      { ASTROLABE_BASE_URL: 'http://127.0.0.1:9/x' },
      /needs the API key of a connector/,
    ],
    'an unknown target': [
      { 'astrolabe.config.yaml': 'targets: { local: { baseUrl: "http://127.0.0.1:9/x" } }\n' },
      { ASTROLABE_TARGET: 'locl' },
      /no target "locl": did you mean local/,
    ],
    'a setting that cannot be used': [{}, { ASTROLABE_SETTLE: 'soon' }, /soon/],
    'a call of defineSteps without cucumber': [
      {
        'features/support/astrolabe.mjs':
          "import { defineSteps } from 'astrolabe-conformance/steps';\ndefineSteps();\n",
      },
      {},
      /defineSteps needs the cucumber module/,
    ],
    'two calls of defineSteps': [
      {
        'features/support/again.mjs':
          "import * as cucumber from '@cucumber/cucumber';\nimport { defineSteps } from 'astrolabe-conformance/steps';\ndefineSteps(cucumber);\n",
      },
      {},
      /defineSteps was called twice/,
    ],
    'a step that reads what was stored, without a way to read it': [
      { 'features/astrolabe.feature': FEATURE },
      { ASTROLABE_BASE_URL: 'http://127.0.0.1:9/x', ASTROLABE_API_KEY: 'k' },
      /a call had no response/,
    ],
    'a profile without features': [
      {
        'cucumber.js':
          "import { profile } from 'astrolabe-conformance/steps';\nexport default profile({ paths: ['nothing/*.feature'] }, { specification: false, embedded: true });\n",
      },
      {},
      /no scenario ran/,
    ],
  };
  for (const [what, [files, env, expected]] of Object.entries(cases)) {
    it(`are refused: ${what}`, async () => {
      const { command, cucumber, write } = makeOwnProject();
      await command(['init']);
      write('features/astrolabe.feature', FIRST);
      for (const [path, text] of Object.entries(files)) write(path, text);
      const words = files['cucumber.js'] === undefined ? ['features/astrolabe.feature'] : [];
      const { exitCode, out } = await cucumber(words, env);
      assert.match(out, expected);
      assert.equal(exitCode, what.startsWith('a step') ? 1 : 2, out);
      assert.doesNotMatch(out, /\n\s+at .*(cucumber|step-definitions)/);
    });
  }

  it('are refused if a destination is there and cannot be read', async () => {
    const destination = await startDestination();
    const { command, cucumber, write } = makeOwnProject();
    await command(['init', '--base-url', destination.baseUrl]);
    write('features/astrolabe.feature', FEATURE);
    const { exitCode, out } = await cucumber(['features'], { ASTROLABE_API_KEY: destination.apiKey });
    await destination.close();
    assert.equal(exitCode, 2, out);
    assert.match(out, /this step looks at what was stored, and nothing says where to read it/);
  });
});

describe('init', () => {
  it('writes what a run needs, and nothing that is there', async () => {
    const { command, folder, write } = makeOwnProject({ type: 'commonjs', scripts: { test: 'x' } });
    const { exitCode, out } = await command(['init', '--ci', 'github']);
    assert.equal(exitCode, 0);
    assert.match(out, /wrote cucumber\.mjs\nwrote astrolabe\.config\.yaml/);
    assert.match(out, /wrote \.github\/workflows\/astrolabe\.yml/);
    const packaged = readFileSync(join(folder, 'package.json'), 'utf8');
    assert.match(packaged, /^ {4}"scripts": \{\n {8}"test": "x",\n {8}"test:astrolabe": "cucumber-js"/m);
    write('features/astrolabe.feature', 'Feature: changed\n');
    const again = await command(['init', '--base-url', 'http://127.0.0.1:9/x']);
    assert.match(again.out, /left cucumber\.mjs as it is/);
    assert.match(again.out, /features\/support\/astrolabe\.mjs is there already/);
    assert.equal(readFileSync(join(folder, 'features/astrolabe.feature'), 'utf8'), 'Feature: changed\n');
    assert.equal(readFileSync(join(folder, 'package.json'), 'utf8'), packaged);
  });

  it('leaves another profile of cucumber and another configuration file in their places', async () => {
    const { command, write } = makeOwnProject();
    write('cucumber.json', '{}');
    write('astrolabe.config.json', '{}');
    const { out } = await command(['init']);
    assert.match(out, /left cucumber\.json as it is; for this, it would be:/);
    assert.match(out, /left astrolabe\.config\.json as it is/);
  });

  it('refuses what it cannot use', async () => {
    const { command, write } = makeOwnProject();
    const address = await command(['init', '--base-url', 'localhost']);
    assert.deepEqual([address.exitCode, /--base-url is not an http/.test(address.err)], [2, true]);
    const records = await command(['init', '--records-url', 'http://127.0.0.1:9/r']);
    assert.deepEqual([records.exitCode, /--records-url needs --base-url/.test(records.err)], [2, true]);
    write('package.json', '{');
    const broken = await command(['init']);
    assert.deepEqual([broken.exitCode, /package\.json cannot be read as JSON/.test(broken.err)], [2, true]);
  });
});
