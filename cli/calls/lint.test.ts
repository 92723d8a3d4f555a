/** The command line of `lint`, on captures in every state. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { makeFolder } from '../../test/folder.ts';
import { runCommand } from '../../test/shell.ts';

const folder = makeFolder('lint');

const VALID = '{"type":"identify","userId":"ada","traits":{"plan":"pro"}}';
const BROKEN = '{"type":"group","userId":"ada","traits":{}}';

async function lint(content: string | Uint8Array, ...words: string[]) {
  const file = join(folder, 'captured');
  writeFileSync(file, content);
  return runCommand(['lint', file, ...words]);
}

describe('lint', () => {
  it('prints nothing about valid calls', async () => {
    const { exitCode, out, err } = await lint(`${VALID}\n${VALID}\n`);
    assert.deepEqual([exitCode, out, err], [0, '', '2 calls checked, 0 broken.\n']);
  });

  it('prints line, pointer and rule', async () => {
    const { exitCode, out } = await lint(
      `${VALID}\n\n{"type":"track","userId":"a","event":"E","properties":[]}`,
    );
    assert.equal(exitCode, 1);
    assert.match(out, /^line 3 \/properties: type:properties: properties must be an object, not an array\n$/);
  });

  const containers: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['an array on one line', `[${VALID},${BROKEN}]`, '/1'],
    ['an array over several lines', `[\n${VALID},\n${BROKEN}\n]\n`, '/1'],
    ['a batch', `{"batch":[${BROKEN}],"sentAt":"2026-01-01T00:00:00Z"}`, '/batch/0'],
    ['a batch over several lines', JSON.stringify({ batch: [JSON.parse(BROKEN)] }, null, 2), '/batch/0'],
    ['a logged request', JSON.stringify({ method: 'POST', body: BROKEN }), '/body'],
    ['gzip', gzipSync(`${VALID}\n${BROKEN}\n`), ''],
    ['a byte order mark and CRLF', `\ufeff${VALID}\r\n${BROKEN}\r\n`, ''],
  ];
  for (const [what, content, pointer] of containers) {
    it(`reads ${what}`, async () => {
      const { exitCode, out } = await lint(content, '--json');
      assert.equal(exitCode, 1);
      const finding = JSON.parse(out);
      assert.deepEqual([finding.pointer, finding.rule], [pointer, 'required:groupId']);
    });
  }

  const unread: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    [
      'a line that is cut short',
      `${VALID.slice(0, -4)}\n${VALID}`,
      /^line 1: unread: this JSON is cut short/,
    ],
    ['a line that is not JSON', `${VALID}\nhello\n${VALID}`, /^line 2: unread: this is not JSON/],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d, 0x0a]), /^line 1: unread: this is not UTF-8/],
    [
      'a line of 40 MB',
      `${'a'.repeat(40 * 1024 * 1024)}\n${VALID}`,
      /^line 1: unread: this line is longer than/,
    ],
    [
      'gzip that is cut short',
      gzipSync(VALID.repeat(50)).subarray(0, 40),
      /unread: the input ends here with an error/,
    ],
  ];
  for (const [what, content, sentence] of unread) {
    it(`names ${what}, and checks the rest`, async () => {
      const { exitCode, out, err } = await lint(content);
      assert.equal(exitCode, 3);
      assert.match(out, sentence);
      assert.match(err, /1 line could not be read/);
    });
  }

  it('is not green if there was nothing to check', async () => {
    assert.equal((await lint('')).exitCode, 3);
    assert.equal((await lint('\n\n')).exitCode, 3);
  });

  it('exits 2 for a file that does not exist', async () => {
    const { exitCode, err } = await runCommand(['lint', join(folder, 'nothing')]);
    assert.equal(exitCode, 2);
    assert.match(err, /nothing cannot be read/);
  });

  it('warns about a member that every destination would ignore, and stays green', async () => {
    const { exitCode, out } = await lint('{"type":"identify","userId":"ada","trait":{"plan":"pro"}}');
    assert.equal(exitCode, 0);
    assert.match(out, /^line 1 \/trait: warning, stray: .*"trait" is probably meant as traits/);
  });
});
