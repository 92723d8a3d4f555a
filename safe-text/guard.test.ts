/** What reaches a terminal or a CI log. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { guarded } from './guard.ts';
import { safeJson } from './plain.ts';

const ESC = '\u001b';

describe('the guard', () => {
  for (const [what, text, shown] of [
    ['an escape sequence', `${ESC}[31mred${ESC}[0m`, '\\u001b[31mred\\u001b[0m'],
    ['a title', `${ESC}]0;title\u0007`, '\\u001b]0;title\\u0007'],
    ['a control sequence of one character', '\u009b2J', '\\u009b2J'],
    ['a carriage return', 'passed\rfailed', 'passed\\u000dfailed'],
    ['a backspace', 'no\b\byes', 'no\\u0008\\u0008yes'],
    ['reordered text', 'user\u202egnp.exe', 'user\\u202egnp.exe'],
    ['isolated text', '\u2066x\u2069', '\\u2066x\\u2069'],
    ['an invisible tag', '\u{e0041}', '\\udb40\\udc41'],
    ['half a character', '\ud83d', '\\ud83d'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['a command for GitHub Actions', 'a\n  ::set-output name=x::y', 'a\n  : :set-output name=x::y'],
    ['a command that stops commands', '::stop-commands::token', ': :stop-commands::token'],
    ['an older command for GitHub Actions', 'x ##[error]no', 'x # #[error]no'],
    [
      'a command for Azure Pipelines',
      'x ##vso[task.setvariable variable=a]b',
      'x # #vso[task.setvariable variable=a]b',
    ],
    ['a command for TeamCity', "##teamcity[buildStop comment='x']", "# #teamcity[buildStop comment='x']"],
    ['a section of GitLab', '  section_start:1560896352:a', '  section_start :1560896352:a'],
    ['a fold of Travis', 'travis_fold:start:a', 'travis_fold :start:a'],
    ['a command behind a line end of another system', 'a\r\n::error::x', 'a\n: :error::x'],
  ] as const) {
    it(`disarms ${what}`, () => {
      assert.equal(guarded(text), shown);
      assert.equal(guarded(guarded(text)), shown);
    });
  }

  it('leaves ordinary text alone', () => {
    const text = 'Grüße, 👨‍👩‍👧\t« x » :: a::b ## heading #[x]\n::before { color: red }\n';
    assert.equal(guarded(text), text);
  });

  it('says the same inside JSON', () => {
    const value = { note: `${ESC}[2J \u202e \u{e0041} \u009b \ufeff` };
    assert.deepEqual(JSON.parse(guarded(JSON.stringify(value))), value);
  });

  it('need not change what is written as safe JSON, which says the same', () => {
    const value = {
      '\u202e': [`${ESC}[2J \u{e0041} \u009b \r \ufeff \ud83d`, 'a\nb', '👨‍👩‍👧'],
      empty: [{}],
    };
    const text = safeJson(value);
    assert.equal(guarded(text), text);
    assert.deepEqual(JSON.parse(text), value);
    assert.deepEqual(text.split('\n').length, JSON.stringify(value, null, 2).split('\n').length);
  });

  it('lets a renderer have its colours and nothing else', () => {
    assert.equal(guarded(`${ESC}[31mno${ESC}[39m`, 'colours'), `${ESC}[31mno${ESC}[39m`);
    assert.equal(guarded(`${ESC}[8m${ESC}[2K`, 'colours'), '\\u001b[8m\\u001b[2K');
  });

  it('lets a renderer have its annotations and nothing else', () => {
    assert.equal(guarded('::error::a ##[b]', 'annotations'), '::error::a # #[b]');
  });
});
