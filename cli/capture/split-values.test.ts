/** Values in lines that are broken in many ways, and what is held of a long file. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  compacted,
  elementTexts,
  memberText,
  mergedObjects,
  withMember,
  withoutMembers,
} from './json-text.ts';
import { unpacked } from './open-input.ts';
import { readRawLines } from './read-lines.ts';
import { createSplitter, type Framed, valuesIn } from './split-values.ts';

function framed(text: string): readonly Framed[] {
  const splitter = createSplitter();
  const found = text
    .split('\n')
    .flatMap((line, index) => [...splitter.feed({ line: index + 1, text: line })]);
  return [...found, ...splitter.end()];
}

const inShort = (text: string) =>
  framed(text).map((one) =>
    'problem' in one ? `${one.line}!` : `${one.line}${'pointer' in one ? one.pointer : '?'} ${one.text}`,
  );

describe('values in lines', () => {
  const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
    ['one per line', '{"a":1}\n{"a":2}', ['1 {"a":1}', '2 {"a":2}']],
    ['one behind the other', '{"a":1}{"a":"}{"} {"b":2}', ['1 {"a":1}', '1 {"a":"}{"}', '1 {"b":2}']],
    ['brackets of a log', '[INFO] {"a":1}\n[12:00] x', ['1? [INFO] {"a":1}', '2? [12:00] x']],
    ['commas at the ends', '{"a":1},\n{"a":2} , ', ['1 {"a":1}', '2 {"a":2}']],
    ['a list over lines', '[\n{"a":1},\n{"a":2}\n]\n{"a":3}', ['2/0 {"a":1}', '3/1 {"a":2}', '5 {"a":3}']],
    ['a list with a comma at its end', '[{"a":1},{"a":2},]', ['1/0 {"a":1}', '1/1 {"a":2}']],
    ['a list that is cut short', '[\n{"a":1},\n{"a":', ['2/0 {"a":1}', '3!', '1!']],
    ['a value cut short before others', '{"a":\n{"a":2}\n{"a":3}', ['1!', '2 {"a":2}', '3 {"a":3}']],
    ['a text cut short', '{"a":"x\n{"a":2}', ['1!', '2 {"a":2}']],
    [
      'a broken element of an indented list',
      '[\n  {\n    "a": 1,\n  },\n  {"a": 2}\n]',
      ['2!', '5/1 {"a": 2}'],
    ],
    [
      'a comma at the end of an inner list',
      '{"a":[1,\n{"b":[",]" , ]},\n]}',
      ['1 {"a":[1,\n{"b":[",]"  ]}\n]}'],
    ],
    ['a comma at the end of an inner list in a line', '{"a":[1,]}', ['1 {"a":[1]}']],
    ['a batch that is cut short', '{"c":{},"batch":[\n{"a":1},\n{"a":2},\n', ['1!']],
    ['a list inside that is cut short', '{"c":{},"Records":[\n{"a":1},\n{"a":2}', ['1!']],
    ['a batch with a comma too many', '{"batch":[\n{"a":1},\n{"a":2}\n],}\n{"a":3}', ['1!', '5 {"a":3}']],
    ['a batch with a comma too few', '{"batch":[\n{"a":1}\n{"a":2}\n]}\n{"a":3}', ['1!', '5 {"a":3}']],
    ['a broken call of a batch', '{"batch":[\n{"a":1},\n{"a":x},\n{"a":2}]} {"a":3}', ['1!', '4 {"a":3}']],
    ['a batch that breaks before its calls', '{\'c\':{}, "batch":[\n{"a":1},\n{"a":2}]}', ['1!']],
    [
      'a batch that breaks in a line before its calls',
      '{\n  "c": NaN,\n  "batch": [\n    {"a":1},\n    {"a":2}\n  ]\n}\n{"a":3}',
      ['1!', '8 {"a":3}'],
    ],
    ['a deeper batch that is cut short', '{"x":{"y":{"batch":[\n{"a":1},\n{"a":2},', ['1!']],
    [
      'a batch of one line that is cut short',
      '{"batch":[{"a":1},{"a":"\n{"a":2}\n{"a":3}',
      ['1!', '2 {"a":2}', '3 {"a":3}'],
    ],
    ['a call of a batch that is cut short', '{"batch":[\n{"a":1},\n{"a":\n{"a":2}\n]}\n', ['1!']],
    ['a call that is cut short in a list', '{"a":{"b":[\n{"a":2}\n{"a":3}', ['1!', '2 {"a":2}', '3 {"a":3}']],
    ['text among values', 'hello\n{"a":1}\nbye', ['1? hello', '2 {"a":1}', '3? bye']],
    ['record separators', '\u001e{"a":1}\n\u001e{"a":2}', ['1 {"a":1}', '2 {"a":2}']],
    ['a closing bracket too many', '{"a":1}]\n{"a":2}', ['1 {"a":1}', '1? ]', '2 {"a":2}']],
  ];
  for (const [what, text, expected] of cases) {
    it(`are found with ${what}`, () => assert.deepEqual(inShort(text), expected));
  }

  it('hold no more than the value that is being read', () => {
    const splitter = createSplitter();
    assert.deepEqual([...splitter.feed({ line: 1, text: '[' })], []);
    let most = 0;
    for (let line = 2; line < 20_000; line += 1) {
      most = Math.max(most, [...splitter.feed({ line, text: `{"n":${line}},` })].length);
    }
    assert.equal(most, 1);
  });

  it('do not read a file of broken lines again and again', () => {
    const text = '{"a":\n'.repeat(5_000);
    assert.equal(framed(text).length, 5_000);
  });

  for (const [what, start, between, end] of [
    ['one behind the other', '', '', ''],
    ['in a list', '[', ',', ']'],
  ] as const) {
    it(`are read one by one from a line of 40 MB, ${what}`, async () => {
      const value = `{"a":"${'x'.repeat(4_000)}"}`;
      const number = 10_000;
      async function* bytes() {
        yield Buffer.from(start);
        for (let index = 0; index < number; index += 1) {
          yield Buffer.from(index === 0 ? value : between + value);
        }
        yield Buffer.from(end);
      }
      let found = 0;
      for await (const line of readRawLines(bytes(), 256 * 1024 * 1024)) {
        assert.ok('text' in line);
        for (const one of createSplitter().feed(line)) if ('value' in one && one.text === value) found += 1;
      }
      assert.equal(found, number);
    });
  }

  it('keep the text of deeply nested values', () => {
    const deep = `${'['.repeat(900)}1${']'.repeat(900)}`;
    assert.equal(valuesIn(`{"a":${deep}}`)[0]?.text, `{"a":${deep}}`);
  });
});

describe('JSON as text', () => {
  it('keeps every number and every text', () => {
    const text = ' { "a" : 1.0 , "b\\"c" : [ 12345678901234567890 , "x, }" , { } ] , "a" : 2e3 } ';
    assert.equal(memberText(text, 'a'), '2e3');
    assert.equal(memberText(text, 'b"c'), '[ 12345678901234567890 , "x, }" , { } ]');
    assert.equal(memberText(text, 'nothing'), undefined);
    assert.deepEqual(elementTexts(memberText(text, 'b"c') ?? ''), ['12345678901234567890', '"x, }"', '{ }']);
    assert.equal(withoutMembers(text, ['a']), '{"b\\"c" : [ 12345678901234567890 , "x, }" , { } ]}');
    assert.equal(withMember('{}', 'z', '1'), '{"z":1}');
    assert.equal(mergedObjects('{"a":1,"b":1.0}', '{"b":2.0}'), '{"a":1,"b":2.0}');
    assert.equal(compacted('{\n "a b": [ 1.0,\n "\\" x" ] }'), '{"a b":[1.0,"\\" x"]}');
  });

  it('is not confused by a member named like a prototype', () => {
    const merged = mergedObjects('{"__proto__":1}', '{"constructor":2}');
    assert.equal(merged, '{"__proto__":1,"constructor":2}');
  });
});

describe('gzip of several members', () => {
  it('is read to its end, wherever the chunks are cut', async () => {
    const bytes = Buffer.concat(['one ', 'two ', 'three'].map((text) => gzipSync(text)));
    for (const size of [1, gzipSync('one ').length, bytes.length]) {
      async function* chunks() {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      }
      const parts: Uint8Array[] = [];
      for await (const part of unpacked(chunks())) parts.push(part);
      assert.equal(Buffer.concat(parts).toString(), 'one two three', `in chunks of ${size}`);
    }
  });
});
