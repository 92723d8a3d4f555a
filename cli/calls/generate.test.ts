/** The command line of `generate`. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '../../test/shell.ts';

async function linesOf(...words: string[]): Promise<string[]> {
  const { exitCode, out, err } = await runCommand(['generate', ...words]);
  assert.equal(exitCode, 0, err);
  return out.trimEnd().split('\n');
}

describe('generate', () => {
  it('generates --count calls, and the same calls for the same seed', async () => {
    const lines = await linesOf('--count', '25', '--seed', '3');
    assert.equal(lines.length, 25);
    assert.deepEqual(await linesOf('--count', '25', '--seed', '3'), lines);
    assert.notDeepEqual(await linesOf('--count', '25', '--seed', '4'), lines);
  });

  it('counts repeats and shuffled calls too', async () => {
    const plain = await linesOf('--kind', 'journeys', '--count', '300');
    const wild = await linesOf(
      '--kind',
      'journeys',
      '--count',
      '300',
      '--order',
      'shuffled',
      '--repeats',
      '30',
    );
    assert.equal(wild.length, 300);
    assert.ok(new Set(wild).size < 260);
    assert.notDeepEqual(wild.slice(0, 20), plain.slice(0, 20));
  });

  it('generates bodies for the batch route, one per line', async () => {
    const lines = await linesOf('--count', '150', '--format', 'batch');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).batch.length),
      [100, 50],
    );
  });

  it('breaks only the given rule', async () => {
    for (const line of await linesOf('--kind', 'broken', '--rule', 'required:event', '--count', '5')) {
      assert.equal('event' in JSON.parse(line), false);
    }
  });

  for (const words of [
    ['--count', '0'],
    ['--count', '-1'],
    ['--count', 'many'],
    ['--seed', 'x'],
    ['--seed', '1.5'],
    ['--kind', 'zebra'],
    ['--rule', 'required:event'],
    ['--kind', 'broken', '--rule', 'required:hat'],
    ['--format', 'xml'],
    ['--order', 'random'],
    ['--repeats', '90'],
    ['--format', 'curl'],
  ]) {
    it(`refuses ${words.join(' ')} with a sentence, and writes nothing`, async () => {
      const { exitCode, out, err } = await runCommand(['generate', ...words]);
      assert.equal(exitCode, 2);
      assert.equal(out, '');
      assert.match(err, /^--(count|seed|kind|rule|format|order|repeats) /);
    });
  }
});
