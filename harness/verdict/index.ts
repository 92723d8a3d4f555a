/** Weighs outcomes: examples into clauses, clauses into the run's verdict and exit code (docs/contract.md section 5). */
import {
  type ClauseResult,
  type ExampleResult,
  type Level,
  type ResultRecord,
  type RunVerdict,
  VERDICTS_WORST_FIRST,
  type Verdict,
} from '../../schemas/index.ts';
import type { CatalogueExample } from '../cucumber/catalogue.ts';
import type { End, Outcome } from '../cucumber/index.ts';
import type { Clause } from '../registry/index.ts';
import type { ControlFindings } from '../session/index.ts';

export { applyBaseline, type Baseline, unknownEntry, updatedBaseline } from './baseline.ts';
export { KILLS_FILE, loadKills } from './kills.ts';

/** The verdict of one example, with its reason or difference. */
export function judgeExample(outcome: Outcome, level: Level, strict: boolean): ExampleResult {
  const { end, clauseId, ...shown } = outcome;
  return { ...shown, ...judgeEnd(end, level, strict) };
}

/** An example that was selected and never came back: a fault of the tool, or of whoever stopped the run. */
export function missingExample(
  example: CatalogueExample,
  verdict: 'harness-error' | 'blocked',
  reason: string,
): ExampleResult {
  const { id, name, steps, uri, line } = example;
  const difference = verdict === 'harness-error' ? { difference: { message: reason } } : {};
  return {
    id,
    name,
    steps,
    location: `${uri}:${line}`,
    verdict,
    reason,
    ...difference,
    durationMs: 0,
    exchanges: [],
  };
}

type Judgement = Pick<ExampleResult, 'verdict' | 'reason' | 'difference' | 'checklist'>;

function judgeEnd(end: End, level: Level, strict: boolean): Judgement {
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
        ...(end.checklist === undefined ? {} : { checklist: end.checklist }),
      };
    case 'blocked':
      return { verdict: forInfo('blocked', level), reason: end.reason };
    case 'unmet': {
      const verdict = level === 'MUST' || (level === 'SHOULD' && strict) ? 'fail' : 'warn';
      return level === 'INFO'
        ? { verdict: 'info', reason: end.difference.message }
        : { verdict, difference: end.difference };
    }
    case 'faulty':
      return faulty(end.reason);
  }
}

function faulty(reason: string): Judgement {
  return { verdict: 'harness-error', reason, difference: { message: reason } };
}

/** An INFO clause is `info` or `not-observable`, whatever kept it from being seen. */
function forInfo(verdict: Verdict, level: Level): Verdict {
  return level === 'INFO' ? 'not-observable' : verdict;
}

/**
 * A clause is as good as its worst example.
 *
 * @param provenBy the defects that it has been shown to catch
 */
export function judgeClause(
  clause: Clause,
  examples: readonly ExampleResult[],
  provenBy: readonly string[] = [],
): ClauseResult {
  const verdict = VERDICTS_WORST_FIRST.find((candidate) =>
    examples.some((example) => example.verdict === candidate),
  );
  const { id, level, provenance, evidence, rule } = clause;
  return {
    id,
    level,
    provenance,
    evidence,
    title: rule,
    verdict: verdict ?? 'not-observable',
    provenBy,
    examples,
  };
}

/** Clauses by verdict. */
export function countVerdicts(clauses: readonly ClauseResult[]): Record<Verdict, number> {
  const count = (verdict: Verdict) => clauses.filter((clause) => clause.verdict === verdict).length;
  return Object.fromEntries(VERDICTS_WORST_FIRST.map((verdict) => [verdict, count(verdict)])) as Record<
    Verdict,
    number
  >;
}

/** The run's end: verdict, exit code, and a sentence for each reason. */
export interface RunJudgement {
  readonly verdict: RunVerdict;
  readonly exitCode: ResultRecord['run']['exitCode'];
  readonly reasons: readonly string[];
}

/** First match: 4 unusable, 1 a proven MUST failure, 5 a fault of the tool, 3 something not judged, 0. */
export function judgeRun(
  clauses: readonly ClauseResult[],
  controls: Pick<ControlFindings, 'unusable' | 'indifferent' | 'evidenceFault' | 'defects'>,
  stopped = false,
): RunJudgement {
  const having = (verdict: Verdict) => clauses.filter((clause) => clause.verdict === verdict);
  const examples = clauses.flatMap((clause) => clause.examples);
  if (controls.unusable !== undefined) return incomplete(4, controls.unusable);
  const failed = having('fail');
  const indifferent = controls.indifferent === undefined ? [] : [`a control failed: ${controls.indifferent}`];
  if (failed.length > 0 || indifferent.length > 0) {
    const named = failed.map(({ id, title }) => `${id} is not kept: ${title}`);
    return { verdict: 'nonconformant', exitCode: 1, reasons: [...indifferent, ...named] };
  }
  const faulty = examples.filter(({ verdict }) => verdict === 'harness-error');
  if (faulty.length > 0) {
    return incomplete(5, `the tool itself failed in ${faulty.map(({ id }) => id).join(', ')}`);
  }
  if (controls.defects !== undefined) {
    return incomplete(
      3,
      `the target is an emulator with defects switched on (${controls.defects}): no conformance`,
    );
  }
  if (stopped) return incomplete(3, 'the run was stopped before its end');
  if (examples.length === 0)
    return incomplete(3, 'nothing was selected: the filters have no example in common');
  if (controls.evidenceFault !== undefined) return incomplete(3, controls.evidenceFault);
  const blocked = examples.filter(({ verdict }) => verdict === 'blocked');
  if (blocked.length > 0) {
    const reasons = [...new Set(blocked.map(({ reason = '' }) => reason))];
    return incomplete(3, ...reasons.map((reason) => `not judged: ${reason}`));
  }
  if (examples.every(({ verdict }) => verdict === 'not-observable' || verdict === 'not-applicable')) {
    return incomplete(3, 'nothing could be judged: every selected example was skipped');
  }
  const warned = having('warn');
  if (warned.length === 0) return { verdict: 'conformant', exitCode: 0, reasons: [] };
  const reasons = warned.map(({ id, title }) => `${id} (SHOULD) is not kept: ${title}`);
  return { verdict: 'conformant-with-warnings', exitCode: 0, reasons };
}

function incomplete(exitCode: 3 | 4 | 5, ...reasons: string[]): RunJudgement {
  return { verdict: 'incomplete', exitCode, reasons };
}
