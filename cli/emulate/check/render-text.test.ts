/** What a terminal shows of a check. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPaint } from '../../../reports/text/index.ts';
import type { TrafficCheck } from '../../../schemas/index.ts';
import { renderCheckText } from './render-text.ts';

const FINDING = {
  level: 'violation',
  rule: 'type:price',
  pointer: '/properties/price',
  message: 'no',
} as const;

const SENTENCES = Array.from({ length: 12 }, (_, index) => ({
  paragraph: 9,
  sentence: index + 1,
  status: 'not-exercised' as const,
  clauses: [`AST-IDENT-${String(index + 1).padStart(3, '0')}`],
}));

function linesOf(findings: TrafficCheck['findings'], sentences: typeof SENTENCES = [], width = 100) {
  const check: TrafficCheck = {
    schemaVersion: 1,
    tool: { name: 'a', version: '1' },
    exitCode: 1,
    counts: {
      ...{ calls: 4, byType: { track: 4 }, delivered: 4, waiting: 0, refusedRequests: 0 },
      ...{ violations: 4, improvements: 0, information: 0 },
    },
    findings,
    findingsLeftOut: 0,
    coverage: {
      sentences,
      clauses: [...SENTENCES, ...SENTENCES.slice(0, 1)].map(({ clauses: [id = ''] }, index) => ({
        ...{
          id: index === 12 ? 'AST-HTTP-001' : id,
          rule: `The rule of ${id}, `.repeat(5),
          level: 'MUST' as const,
        },
        ...(index === 12
          ? { status: 'exercised' as const, exercised: 1, broken: 0 }
          : { status: 'not-exercised' as const, exercised: 0, broken: 0 }),
      })),
    },
  };
  return renderCheckText(check, { paint: createPaint(false), width }).split('\n');
}

describe('the text of a check', () => {
  const id = 'node-next-1732765552000-2f0c8a9e-5b5a-4a3e-8a53-6a3d9a1b7c5e';
  const call = (number: number) => ({
    number,
    type: 'track',
    event: 'Order Completed',
    messageId: `${id}${number}`,
  });

  it('has a line for each call of a finding', () => {
    const lines = linesOf([{ ...FINDING, count: 9, calls: [3, 4, 5, 6].map(call) }], [], 200);
    const at = lines.findIndex((line) => line.includes('9 calls'));
    assert.equal(lines[at], '  9 calls, the first 4 of them:');
    assert.deepEqual(
      lines.slice(at + 1, at + 5),
      [3, 4, 5, 6].map((number) => `    ${number} (track "Order Completed", ${id}${number})`),
    );
  });

  it('keeps an id whole in a narrow terminal', () => {
    const lines = linesOf([{ ...FINDING, count: 2, calls: [3, 4].map(call) }], [], 80);
    assert.ok(lines.includes('    3 (track "Order Completed",'), lines.join('\n'));
    assert.ok(lines.includes(`      ${id}3)`), lines.join('\n'));
  });

  it('says nothing of calls where a finding is about the plan', () => {
    const text = linesOf([{ ...FINDING, count: 1, calls: [{}] }]).join('\n');
    assert.doesNotMatch(text, /once|call \d/);
  });

  it('says of the first sentences what they are about, and what shows the others', () => {
    const lines = linesOf([], SENTENCES);
    const shown = lines.filter((line) =>
      /^ +paragraph 9, sentence \d+: AST-IDENT-0\d\d {2}The rule/.test(line),
    );
    assert.equal(shown.length, 5);
    assert.ok(lines.every((line) => line.length <= 100));
    const text = lines.join(' ').replaceAll(/\s+/g, ' ');
    assert.match(text, /0 of 12 exercised, not exercised:/);
    assert.match(
      text,
      /… and 7 more; "explain AST-IDENT-001" shows a clause, its sentences and its examples/,
    );
    assert.match(text, /"list" shows all clauses, and --check-json has every sentence/);
  });
});
