/** From the outcome of an example to its result, and from examples to their clause (docs/contract.md section 5). */
import type { ClauseResult, Difference, ExampleResult, Level, Verdict } from '../schemas/index.ts';
import { worstOf } from '../verdict/index.ts';
import { boundedDifference } from './bounded.ts';
import type { CatalogueExample } from './cucumber/catalogue.ts';
import type { ExampleEnd, ExampleOutcome } from './cucumber/index.ts';
import type { Clause } from './registry/index.ts';

/** The verdict of one example, with its reason or difference. */
export function judgeExample(outcome: ExampleOutcome, level: Level, strict: boolean): ExampleResult {
  const { end, clauseId, ...shown } = outcome;
  return { ...shown, ...judgeEnd(end, level, strict) };
}

/** An example that was selected and has no outcome: a fault of the tool, or the run was stopped. */
export function missingExample(
  example: CatalogueExample,
  verdict: 'harness-error' | 'blocked',
  reason: string,
): ExampleResult {
  const { id, name, steps, uri, line } = example;
  const difference = verdict === 'harness-error' ? { message: reason } : undefined;
  const location = `${uri}:${line}`;
  return { id, name, steps, location, verdict, reason, difference, durationMs: 0, exchanges: [] };
}

type ExampleJudgement = Pick<ExampleResult, 'verdict' | 'reason' | 'difference' | 'checklist'>;

function judgeEnd(end: ExampleEnd, level: Level, strict: boolean): ExampleJudgement {
  switch (end.kind) {
    case 'passed':
      if (level !== 'INFO') return { verdict: 'pass' };
      return end.observation === undefined
        ? faulty('an INFO example must report what it saw')
        : { verdict: 'info', reason: end.observation };
    case 'observed':
      return { verdict: 'info', reason: end.observation };
    case 'gated':
      return {
        verdict: forInfo(end.gate.verdict, level),
        reason: end.gate.reason,
        checklist: end.checklist,
      };
    case 'blocked':
      return { verdict: forInfo('blocked', level), reason: end.reason };
    case 'unmet': {
      const verdict = level === 'MUST' || (level === 'SHOULD' && strict) ? 'fail' : 'warn';
      return level === 'INFO'
        ? { verdict: 'info', reason: end.difference.message }
        : { verdict, difference: shownDifference(end.difference) };
    }
    case 'faulty':
      return faulty(end.reason);
  }
}

/** Steps and looks pass on what they need besides; a record holds nothing but these. */
function shownDifference(difference: Difference): Difference {
  const bounded = boundedDifference(difference);
  return bounded.message === '' ? { ...bounded, message: 'no message' } : bounded;
}

function faulty(reason: string): ExampleJudgement {
  return { verdict: 'harness-error', reason, difference: shownDifference({ message: reason }) };
}

/** An INFO clause is `info` or `not-observable`, whatever prevented the observation. */
function forInfo(verdict: Verdict, level: Level): Verdict {
  return level === 'INFO' ? 'not-observable' : verdict;
}

/**
 * A clause with its examples; its verdict is the worst of theirs.
 *
 * @param provenBy the defects that it has been shown to catch
 */
export function clauseResult(
  { id, level, provenance, evidence, rule }: Clause,
  examples: readonly ExampleResult[],
  provenBy: readonly string[] = [],
): ClauseResult {
  return { id, level, provenance, evidence, title: rule, verdict: worstOf(examples), provenBy, examples };
}
