import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import stringWidth from 'string-width';
import { callExchange, clause, example, recordOf, SAMPLES } from '../fixtures/record.ts';
import { renderBrief } from './brief.ts';

const about = { level: 'MUST', evidence: 'wire', title: 'A rule' } as const;

function failing(ids: readonly string[], message = 'it was different') {
  const clauses = ids.map((id) =>
    clause(id, about, [example(`${id}.1`, 'fail', { difference: { message }, exchanges: [callExchange()] })]),
  );
  return recordOf(clauses, { verdict: 'nonconformant' }, { exitCode: 1 });
}

function brief(record: Parameters<typeof renderBrief>[0], rows = 40, width = 100): string {
  return renderBrief(record, { colour: false, width, rows });
}

describe('a run in a window', () => {
  it('fits its rows and columns, whatever it holds', () => {
    for (const [name, record] of Object.entries(SAMPLES)) {
      for (const [rows, width] of [
        [1, 20],
        [5, 40],
        [12, 60],
        [40, 100],
      ] as const) {
        const lines = brief(record, rows, width).split('\n');
        assert.ok(lines.length <= rows, `${name}: ${lines.length} of ${rows} rows`);
        for (const line of lines) assert.ok(stringWidth(line) <= width, `${name}, ${width} columns: ${line}`);
      }
    }
  });

  it('has no control character of a response, and no line that is a command', () => {
    for (const [name, record] of Object.entries(SAMPLES)) {
      assert.doesNotMatch(brief(record), /(?!\n)[\p{Cc}\u202e\p{Cs}]/u, name);
      assert.doesNotMatch(brief(record, 40, 50), /^\s*::/m, name);
    }
  });

  it('begins with the verdict, then shows the card of what failed first, then names the others', () => {
    const lines = brief(failing(['AST-HTTP-001', 'AST-HTTP-004', 'AST-HTTP-008'])).split('\n');
    assert.match(lines[0] ?? '', /^Not conformant/);
    const text = lines.join('\n');
    assert.match(
      text,
      /\n\n✗ AST-HTTP-001\.1 .*\n {2}Clause\n[\s\S]*Run again[\s\S]*\n\n✗ AST-HTTP-004\.1 .*\n✗ AST-HTTP-008\.1 [^\n]*$/,
    );
  });

  it('says how much of a card and of a list it leaves out', () => {
    const text = brief(failing(Array.from({ length: 9 }, (_, index) => `AST-HTTP-00${index + 1}`)), 16);
    assert.match(text, /… \d+ more lines in report\.html/);
    assert.match(text, /… and \d more clauses$/);
    assert.equal(text.split('\n').length, 16);
  });

  it('says why nothing could be judged', () => {
    const blocked = example('AST-HTTP-001.1', 'blocked', { reason: 'the records went away' });
    const record = recordOf(
      [clause('AST-HTTP-001', about, [blocked])],
      { verdict: 'incomplete' },
      { exitCode: 3, reasons: ['x'] },
    );
    assert.match(brief(record), /the records went away: AST-HTTP-001/);
  });
});
