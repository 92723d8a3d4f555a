/** Text from a destination stays text in Markdown and in workflow commands. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOSTILE, SAMPLES } from './fixtures/record.ts';
import { renderGithub } from './formats/github.ts';
import { renderMarkdown } from './formats/markdown.ts';
import { escapeMarkdown, fenced } from './text/markdown-text.ts';

const hostile = SAMPLES.hostile ?? assert.fail();

test('outside code blocks, untrusted text adds no tag, cell, code or mention to Markdown', () => {
  const outside = renderMarkdown(hostile).replaceAll(/^(`{3,})text\n.*?\n\1$/gms, '');
  assert.doesNotMatch(outside.replaceAll(/<\/?(details|summary)>/g, ''), /<|@team|#1/);
  const [row = ''] = outside.split('\n').filter((line) => line.startsWith('| AST-IDENT-002.1'));
  assert.equal(row.match(/(?<!\\)\|/g)?.length, 6);
  assert.doesNotMatch(row, /(?<!\\)[`*_[\]]/);
});

test('backticks in a text do not end its code block', () => {
  const lines = fenced('a\n`````\nb').split('\n');
  assert.deepEqual([lines[0], lines.at(-1)], ['``````text', '``````']);
});

test('a text that looks like a list item or a heading is neither', () => {
  assert.deepEqual(['- a', '# a', '+ a', '=='].map(escapeMarkdown), ['\\- a', '\\# a', '\\+ a', '\\==']);
  assert.match(escapeMarkdown('1. a'), /^1\u2060\./);
});

test('an annotation is one line, and its title contains no separators', () => {
  const lines = renderGithub(hostile).trimEnd().split('\n');
  assert.equal(lines.length, 2);
  const [runTitle, runMessage] = partsOf(lines[0]);
  assert.match(runTitle, /^Not conformant/);
  assert.match(runMessage, /%0A::error::injected%0A/);
  const [title, message] = partsOf(lines[1]);
  assert.match(title, /^AST-IDENT-002\.1 .*100%25.*%3A%3Aerror/);
  assert.match(message, /%0A::error::injected%0A/);
});

function partsOf(line = ''): [title: string, message: string] {
  const [, title = '', message = ''] = /^::error title=([^:,]*)::(.*)$/.exec(line) ?? [];
  return [title, message];
}

test('a run without a verdict is annotated with its reason, a clean run with its verdict only', () => {
  const { unreachable, 'wire-only': clean } = SAMPLES;
  assert.match(renderGithub(unreachable ?? assert.fail()), /^::error title=Incomplete.*cannot be reached/);
  assert.match(renderGithub(clean ?? assert.fail()), /^::notice title=Conformant \(responses only[^\n]*\n$/);
  assert.ok(HOSTILE.includes('\n::error::'));
});
