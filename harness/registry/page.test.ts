/** The counting rule of docs/sources.md, example by example. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPage } from './page.ts';

const counted = (text: string) =>
  readPage(text).map(({ paragraph, sentence, text }) => `${paragraph}.${sentence} ${text}`);

test('one or more blank lines separate paragraphs', () => {
  assert.deepEqual(counted('\nOne.\n\n \t\n\nTwo.\n'), ['1.1 One.', '2.1 Two.']);
});

test('a line ends a sentence, with or without a full stop', () => {
  assert.deepEqual(counted('A heading\nA first. A second.\nA third'), [
    '1.1 A heading',
    '1.2 A first.',
    '1.3 A second.',
    '1.4 A third',
  ]);
});

test('full stops, question marks and exclamation marks end a sentence, closing quotes and brackets included', () => {
  assert.deepEqual(counted('Really? Yes! She said "go." (He did not.) They left.'), [
    '1.1 Really?',
    '1.2 Yes!',
    '1.3 She said "go."',
    '1.4 (He did not.)',
    '1.5 They left.',
  ]);
});

test('a mark inside a word, or before a lower-case letter, does not end a sentence', () => {
  assert.deepEqual(counted('Version 1.5 of acme.com, e.g. the old one, is fine.'), [
    '1.1 Version 1.5 of acme.com, e.g. the old one, is fine.',
  ]);
});

test('list markers are removed; a number on a line of its own is a sentence', () => {
  assert.deepEqual(counted('  • First item\n  12. Second item\n- Third item\n3'), [
    '1.1 First item',
    '1.2 Second item',
    '1.3 Third item',
    '1.4 3',
  ]);
});

test('white space is folded: tabs, no-break spaces, line endings and a byte-order mark change nothing', () => {
  const plain = readPage('Some words here.\n\nMore.\n');
  assert.deepEqual(readPage('\uFEFFSome\u00A0\u00A0words \t here. \r\n\r\nMore.'), plain);
});

test('the hash is SHA-256 over the UTF-8 bytes of the folded sentence', () => {
  const [sentence] = readPage('  caf\u00e9  ');
  assert.equal(sentence?.text, 'caf\u00e9');
  assert.equal(sentence?.sha256, '850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e');
});

test('a page without text has no sentences', () => {
  assert.deepEqual(readPage(''), []);
  assert.deepEqual(readPage(' \n\t\n'), []);
});
