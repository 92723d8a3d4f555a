/** The command line of `lint`, on captures in every state. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
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

  it('reads several files, folders and patterns, each file once', async () => {
    const many = makeFolder('many');
    mkdirSync(join(many, 'inner'));
    writeFileSync(join(many, 'a.json'), VALID);
    writeFileSync(join(many, 'inner', 'b.ndjson'), `${VALID}\n${BROKEN}\n`);
    writeFileSync(join(many, '.hidden'), 'not read');
    writeFileSync(join(many, 'a.json.sent.json'), '{"version":1}');
    const words = [join(many, 'a.json'), many, join(many, '*.json'), join(many, '**', '*.ndjson')];
    const { exitCode, out, err } = await runCommand(['lint', ...words]);
    assert.equal(exitCode, 1);
    assert.equal(err, '3 calls checked, 1 broken.\n');
    assert.match(out, /b\.ndjson: line 2: required:groupId/);
    const named = await runCommand(['lint', many, '--json']);
    assert.equal(JSON.parse(named.out).file, join(many, 'inner', 'b.ndjson'));
    const nothing = await runCommand(['lint', join(many, '*.har')]);
    assert.equal(nothing.exitCode, 2);
    assert.match(nothing.err, /^no file matches .*\*\.har/);
  });

  it('names lists within lists without end', async () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const { exitCode, out } = await lint(`${deep}\n{"data":${deep}}\n${VALID}`);
    assert.equal(exitCode, 3);
    assert.match(
      out,
      /^line 1: unread: .*nested deeper than 16 lists and formats\nline 2: unread: this is neither/,
    );
  });

  it('names the nearest format of what is taken for nothing', async () => {
    const { exitCode, out, err } = await lint('{"log":{"version":"1.2"}}\n');
    assert.equal(exitCode, 3);
    assert.match(
      out,
      /^line 1: unread: .*the nearest is HAR: it has log, log\.version, but not log\.entries/,
    );
    assert.equal(err, '0 calls checked, 0 broken, 1 line could not be read.\n');
  });

  it('says what a file was taken for, and why', async () => {
    const har = join(import.meta.dirname, '..', 'capture', 'fixtures', 'har.har');
    const { exitCode, out } = await runCommand(['lint', '--explain-format', har]);
    assert.equal(exitCode, 0);
    const lines = out.replaceAll(har, 'FILE').split('\n');
    assert.deepEqual(lines.slice(0, 4), [
      'FILE: HAR › call, 2 calls',
      'FILE: HAR › batch › call, 1 call',
      '  HAR: log.entries is a list of requests',
      '  call: its type is track',
    ]);
    assert.match(out, /6 without a call, which are not sent:\n {4}line 1 \/log\/entries\/0: OPTIONS https/);
    const unknown = await lint('{"name":"x"}', '--explain-format');
    assert.equal(unknown.exitCode, 3);
    assert.match(
      unknown.out,
      /captured: not a known format; nothing in it is sent\nline 1|not a known format/,
    );
  });

  it('exits 2 for a file that does not exist', async () => {
    const { exitCode, err } = await runCommand(['lint', join(folder, 'nothing')]);
    assert.equal(exitCode, 2);
    assert.match(err, /nothing cannot be read/);
  });

  const opinions: readonly (readonly [what: string, call: string, exitCode: number, finding: RegExp])[] = [
    [
      'another casing of an ID, which the destination reads',
      '{"type":"group","user_id":"ada","GROUP_ID":"g","traits":{}}',
      0,
      /^line 1 \/GROUP_ID: warning, casing:groupId: the destination reads GROUP_ID as groupId/m,
    ],
    [
      'a null that the destination reads as absent',
      '{"type":"identify","userId":"ada","traits":null,"timestamp":null}',
      0,
      /warning, type:traits: traits is null, which the destination reads as absent and others may refuse/,
    ],
    [
      'a call of Engage that only the strict schema refuses',
      '{"type":"identify","userId":"ada","traits":{"vip":true},"messageId":"m","context":{"personas":{"computation_class":"audience","computation_key":"vip"}}}',
      0,
      /warning, pattern:messageId: .*; the destination accepts it, and others may not/,
    ],
    [
      'an ID that is null in every spelling',
      '{"type":"track","user_id":null,"event":"E"}',
      1,
      /^line 1: required:userId-or-anonymousId: track needs/m,
    ],
    [
      'a call that Segment refuses for its size',
      `{"type":"track","userId":"ada","event":"E","properties":{"x":"${'é'.repeat(16_400)}"}}`,
      1,
      /^line 1: max-size:call: the call has 32\d{3} bytes, and Segment accepts 32768 \(32 KB\): it answers 400/,
    ],
    [
      'a call that Segment drops',
      '{"type":"group","groupId":"g","traits":{}}',
      0,
      /^line 1: warning, ingest:no_user_anon_id: Segment accepts this call and then drops it/,
    ],
    [
      'a type that Astrolabe does not support',
      '{"type":"page","userId":"ada","properties":{}}',
      0,
      /^line 1: warning, unsupported:page: Astrolabe does not support page calls, and answers 501/,
    ],
    [
      'an ID that is too long',
      `{"type":"identify","userId":"${'i'.repeat(32_769)}"}`,
      1,
      /^line 1: id-too-long: userId can have at most 32768 characters/,
    ],
  ];
  for (const [what, call, exitCode, finding] of opinions) {
    it(`judges as the destination and Segment do: ${what}`, async () => {
      const judged = await lint(call);
      assert.match(judged.out, finding);
      assert.equal(judged.exitCode, exitCode);
    });
  }

  it('warns about a member that every destination would ignore, and stays green', async () => {
    const { exitCode, out } = await lint('{"type":"identify","userId":"ada","trait":{"plan":"pro"}}');
    assert.equal(exitCode, 0);
    assert.match(out, /^line 1 \/trait: warning, stray: .*"trait" is probably meant as traits/);
  });
});
