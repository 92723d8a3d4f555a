/** What `list` lists. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '../../test/shell.ts';

async function listed(...words: string[]): Promise<string[]> {
  const { out } = await runCommand(['list', ...words]);
  return out.trimEnd().split('\n');
}

const isOwn = (line: string) => /^(SEG|ENG)-/.test(line);

describe('list', () => {
  it('lists what a destination is graded on, and with --all the own sides of the emulator too', async () => {
    const [graded, all] = [await listed(), await listed('--all')];
    assert.ok(graded.every((line) => line.startsWith('AST-')));
    assert.ok(all.some(isOwn));
    assert.deepEqual(
      all.filter((line) => !isOwn(line)),
      graded,
    );
  });

  it('lists what a pattern names, whichever side it is about', async () => {
    assert.ok((await listed('--clauses', 'SEG-*')).every((line) => line.startsWith('SEG-')));
    assert.equal((await listed('--clauses', 'AST-GROUP-001')).length, 1);
  });

  it('lists the smoke set, one example below each clause', async () => {
    const lines = await listed('--smoke');
    const clauses = lines.filter((line) => line.startsWith('AST-'));
    assert.equal(lines.length, 2 * clauses.length);
    const json = JSON.parse((await runCommand(['list', '--smoke', '--json'])).out);
    assert.ok(json.every(({ examples }: { examples: unknown[] }) => examples.length === 1));
    assert.equal(json.length, clauses.length);
  });
});
