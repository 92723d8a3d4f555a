/** What `--watch` cannot do is refused with a sentence, before anything is sent. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '../../../test/shell.ts';

describe('--watch is refused', () => {
  const refusals: readonly (readonly [what: string, words: readonly string[], answer: RegExp])[] = [
    ['with a path that does not exist', ['nowhere'], /^--watch nowhere: there is no such file or folder \(/],
    ['with --dry-run', ['.', '--dry-run'], /^--watch cannot be combined with --dry-run: /],
    ['with --explore-only', ['.', '--explore-only'], /^--watch cannot be combined with --explore-only: /],
    ['with --json', ['.', '--json'], /^--watch cannot be combined with --json: /],
    ['with --run-id', ['.', '--run-id', 'x1'], /^--watch cannot be combined with --run-id: /],
    [
      'with --update-baseline',
      ['.', '--baseline', 'b.json', '--update-baseline'],
      /^--watch cannot be combined with --update-baseline: /,
    ],
    ['with the report folder', ['.', '--report-dir', '.'], /^--watch \. is where the reports are written/],
    ['with a clause that does not exist', ['.', '--clauses', 'AST-X'], /AST-X/],
    [
      'with an address without a key',
      ['.', '--base-url', 'http://127.0.0.1:1/x'],
      /API key|api-key|ASTROLABE_API_KEY/,
    ],
  ];
  for (const [what, words, answer] of refusals) {
    it(what, async () => {
      const { exitCode, out, err } = await runCommand(['verify', '--watch', ...words]);
      assert.equal(exitCode, 2);
      assert.match(err, answer);
      assert.equal(out, '');
    });
  }

  it('with a variable, which the sentence names', async () => {
    const { exitCode, err } = await runCommand(['verify', '--watch', '.'], { ASTROLABE_RUN_ID: 'x1' });
    assert.equal(exitCode, 2);
    assert.match(err, /ASTROLABE_RUN_ID/);
  });

  it('with another machine, without --yes', async () => {
    const words = [
      'verify',
      '--watch',
      '.',
      '--base-url',
      'https://example.test/x',
      '--api-key',
      'key-0123456',
    ];
    const { exitCode, err } = await runCommand(words);
    assert.equal(exitCode, 2);
    assert.match(err, /add --yes/);
  });
});
