/** Turns what a record holds into verdict, exit code, reasons and counts (docs/contract.md section 5). */
import {
  type ClauseResult,
  type ExampleResult,
  type ResultRecord,
  type RunVerdict,
  VERDICTS_WORST_FIRST,
  type Verdict,
} from '../schemas/index.ts';

/** The part of a record that says how the run went. */
export type RunRecord = ResultRecord['run'];

/** A record without what the judge adds to it. */
export type UnjudgedRecord = Omit<ResultRecord, 'run' | 'verdict' | 'counts'> & {
  readonly run: Omit<RunRecord, 'exitCode' | 'reasons'>;
};

/** What a judgement rests on, and nothing else. */
type Grounds = Pick<ResultRecord, 'clauses'> & {
  readonly run: Pick<RunRecord, 'findings' | 'stopped' | 'baseline'>;
};

/** How a run ended, with one sentence for each reason. */
export interface Judgement {
  readonly verdict: RunVerdict;
  readonly exitCode: RunRecord['exitCode'];
  /** Never empty if the verdict is `incomplete`. */
  readonly reasons: readonly string[];
  /** Clauses by verdict. */
  readonly counts: ResultRecord['counts'];
}

/**
 * Judges a run, a merged run, or a run with a baseline. First match: 1 a proven MUST failure, 4 an unusable target,
 * 5 a fault of the tool, 3 something that was not judged, 0.
 *
 * A baseline excuses failures in the exit code and leaves the verdict as it is; a problem of the baseline itself
 * fails the run.
 */
export function judge(record: Grounds): Judgement {
  const judgement = judgeWithout(new Set(), record);
  const counts = countVerdicts(record.clauses);
  const { baseline } = record.run;
  if (baseline === undefined) return { ...judgement, counts };
  const { exitCode } = judgeWithout(new Set(baseline.excused), record);
  return { ...judgement, counts, exitCode: baseline.problems.length > 0 && exitCode !== 4 ? 1 : exitCode };
}

/** The record with the judgement that follows from it. */
export function judged({ clauses, ...record }: UnjudgedRecord): ResultRecord {
  const { verdict, exitCode, reasons, counts } = judge({ ...record, clauses });
  return { ...record, run: { ...record.run, exitCode, reasons }, verdict, counts, clauses };
}

/** The worst verdict among examples, which is their clause's; `not-observable` if there are none. */
export function worstOf(examples: readonly Pick<ExampleResult, 'verdict'>[]): Verdict {
  return (
    VERDICTS_WORST_FIRST.find((verdict) => examples.some((example) => example.verdict === verdict)) ??
    'not-observable'
  );
}

function judgeWithout(
  excused: ReadonlySet<string>,
  { clauses, run }: Grounds,
): Pick<Judgement, 'verdict' | 'exitCode' | 'reasons'> {
  const { findings = {}, stopped = false } = run;
  const isCounted = ({ id }: ExampleResult) => !excused.has(id);
  const having = (verdict: Verdict) =>
    clauses.filter(({ examples }) =>
      examples.some((example) => example.verdict === verdict && isCounted(example)),
    );
  const failed = having('fail');
  const indifferent = findings.indifferent === undefined ? [] : [`a control failed: ${findings.indifferent}`];
  if (failed.length > 0 || indifferent.length > 0) {
    const named = failed.map(({ id, title }) => `${id} failed: ${title}`);
    return { verdict: 'nonconformant', exitCode: 1, reasons: [...indifferent, ...named] };
  }
  if (findings.unusable !== undefined) return incomplete(4, findings.unusable);
  const examples = clauses.flatMap((clause) => clause.examples);
  const faulty = examples.filter(({ verdict }) => verdict === 'harness-error');
  if (faulty.length > 0) {
    return incomplete(5, `the tool itself failed in ${faulty.map(({ id }) => id).join(', ')}`);
  }
  const hindrances = hindrancesOf(examples, findings, stopped);
  if (hindrances.length > 0) return incomplete(3, ...hindrances);
  const warned = clauses.filter(({ verdict }) => verdict === 'warn');
  if (warned.length === 0) return { verdict: 'conformant', exitCode: 0, reasons: [] };
  const reasons = warned.map(({ id, title }) => `${id} (SHOULD) was not met: ${title}`);
  return { verdict: 'conformant-with-warnings', exitCode: 0, reasons };
}

/** Why a run without failures is not conformant either; only the first kind is named. */
function hindrancesOf(
  examples: readonly ExampleResult[],
  { defects, evidenceFault, gone }: NonNullable<RunRecord['findings']>,
  stopped: boolean,
): readonly string[] {
  if (defects !== undefined) {
    return [
      `the target is an emulator with defects switched on (${defects}): it cannot be called conformant`,
    ];
  }
  if (stopped) return ['the run was stopped before its end'];
  if (examples.length === 0) return ['nothing was selected: no example matches the filters'];
  if (gone !== undefined) return [gone];
  if (evidenceFault !== undefined) return [evidenceFault];
  const blocked = examples.filter(({ verdict }) => verdict === 'blocked');
  if (blocked.length > 0) {
    return [...new Set(blocked.map(({ reason = '' }) => `not judged: ${reason}`))];
  }
  return examples.every(({ verdict }) => verdict === 'not-observable' || verdict === 'not-applicable')
    ? ['nothing could be judged: every selected example was skipped']
    : [];
}

function incomplete(exitCode: 3 | 4 | 5, ...reasons: string[]): Omit<Judgement, 'counts'> {
  return { verdict: 'incomplete', exitCode, reasons };
}

function countVerdicts(clauses: readonly ClauseResult[]): Record<Verdict, number> {
  const count = (verdict: Verdict) => clauses.filter((clause) => clause.verdict === verdict).length;
  return Object.fromEntries(VERDICTS_WORST_FIRST.map((verdict) => [verdict, count(verdict)])) as Record<
    Verdict,
    number
  >;
}
