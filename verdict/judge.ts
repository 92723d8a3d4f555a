/** Turns what a record holds into verdict, exit code, reasons and counts (docs/contract.md section 5). */
import {
  type ClauseResult,
  type ExampleResult,
  type ResultRecord,
  type RunVerdict,
  VERDICTS_WORST_FIRST,
  type Verdict,
} from '../schemas/index.ts';
import { isExplored, missingFrom } from './selection.ts';
import { type Standing, standingOf } from './standing.ts';

/** The part of a record that says how the run went. */
export type RunRecord = ResultRecord['run'];

/** A record without what the judge adds to it. */
export type UnjudgedRecord = Omit<ResultRecord, 'run' | 'verdict' | 'counts'> & {
  readonly run: Omit<RunRecord, 'exitCode' | 'reasons' | 'basis'>;
};

/** What a judgement rests on, and nothing else. */
type Grounds = Pick<ResultRecord, 'clauses'> & {
  readonly run: Pick<RunRecord, 'findings' | 'stopped' | 'baseline' | 'strict' | 'exploration'> & {
    readonly selection?: RunRecord['selection'];
  };
};

/** How a run ended, with one sentence for each reason. */
export interface Judgement {
  readonly verdict: RunVerdict;
  readonly exitCode: RunRecord['exitCode'];
  /** Never empty if the verdict is `incomplete`. */
  readonly reasons: readonly string[];
  /** What a verdict rests on that nothing observed explains. */
  readonly basis?: RunRecord['basis'];
  /** Clauses by verdict. */
  readonly counts: ResultRecord['counts'];
}

/**
 * Judges a run, a merged run, a run with a baseline, or a run that a person attested. First match:
 * 1 a proven MUST failure, a control that failed, or a MUST that a person saw broken; 4 an unusable target;
 * 1 a problem of the baseline; 5 a fault of the tool; 3 something that was not judged; 0.
 *
 * A run that only explored and found no failure is `incomplete` with exit code 0: it did what it was asked to do.
 * Failures that the baseline excuses make the verdict `known-failures`. What a person confirms changes neither verdict
 * nor exit code: the run did not see it.
 */
export function judge(record: Grounds): Judgement {
  return { ...judgeRun(record), counts: countVerdicts(record.clauses) };
}

/** The record with the judgement that follows from it. */
export function judged({ clauses, ...record }: UnjudgedRecord): ResultRecord {
  const { verdict, exitCode, reasons, basis, counts } = judge({ ...record, clauses });
  return { ...record, run: { ...record.run, exitCode, reasons, basis }, verdict, counts, clauses };
}

/** The worst verdict among examples, which is their clause's; `not-observable` if there are none. */
export function worstOf(examples: readonly Pick<ExampleResult, 'verdict'>[]): Verdict {
  return (
    VERDICTS_WORST_FIRST.find((verdict) => examples.some((example) => example.verdict === verdict)) ??
    'not-observable'
  );
}

type Ending = Omit<Judgement, 'counts'>;

function judgeRun(grounds: Grounds): Ending {
  const { clauses, run } = grounds;
  const { findings = {}, baseline } = run;
  const having = (standing: Standing) =>
    clauses.filter((clause) =>
      clause.examples.some((example) => standingOf(example, clause, run) === standing),
    );
  const circumstances = [...circumstancesOf(run), ...missingShards(grounds)];
  const problems = baseline?.problems ?? [];
  const observed = [
    ...(findings.indifferent === undefined ? [] : [`a control failed: ${findings.indifferent}`]),
    ...having('failure').map(failureInWords),
  ];
  const attested = having('attested-failure').flatMap((clause) => attestationsOf(clause, run));
  if (observed.length + attested.length > 0) {
    const reasons = [...observed, ...attested, ...problems, ...circumstances];
    return nonconformant(reasons, observed.length === 0 ? 'attestation' : undefined);
  }
  if (findings.unusable !== undefined) return incomplete(4, findings.unusable, ...circumstances);
  if (problems.length > 0) return nonconformant([...problems, ...circumstances], 'baseline');
  const examples = clauses.flatMap((clause) => clause.examples);
  const faulty = examples.filter(({ verdict }) => verdict === 'harness-error');
  if (faulty.length > 0) {
    const ids = faulty.map(({ id }) => id).join(', ');
    return incomplete(5, `the tool itself failed in ${ids}`, ...circumstances);
  }
  const hindrances = circumstances.length > 0 ? circumstances : unjudgedReasons(examples);
  if (hindrances.length > 0) return incomplete(3, ...hindrances);
  const ending = complete(having, run);
  return examples.every(isExplored) && ending.verdict !== 'known-failures' ? explored(ending, run) : ending;
}

/** Exploring finds faults and proves nothing: a run without examples that finds none judges nothing. */
function explored({ reasons }: Ending, { exploration }: Grounds['run']): Ending {
  const tried = `exploring found ${reasons.length === 0 ? 'nothing' : 'no broken MUST'} in ${exploration?.sequences ?? 0} sequences of calls`;
  return {
    verdict: 'incomplete',
    exitCode: 0,
    reasons: [`${tried}; no example was run, so nothing is said about conformance`, ...reasons],
    basis: 'exploration',
  };
}

/** A run in which nothing failed that is not known, and in which nothing was in the way. */
function complete(having: (standing: Standing) => readonly ClauseResult[], run: Grounds['run']): Ending {
  const known = having('known-failure').map(
    (clause) => `${failureInWords(clause)} (known: the baseline ${run.baseline?.file} excuses it)`,
  );
  const warned = having('warning').map(({ id, title }) => `${id} (SHOULD) was not met: ${title}`);
  const attested = having('attested-warning').flatMap((clause) => attestationsOf(clause, run));
  const reasons = [...known, ...warned, ...attested];
  if (known.length > 0) return { verdict: 'known-failures', exitCode: 0, reasons };
  if (reasons.length === 0) return { verdict: 'conformant', exitCode: 0, reasons };
  const basis = warned.length === 0 ? 'attestation' : undefined;
  return { verdict: 'conformant-with-warnings', exitCode: 0, reasons, basis };
}

function failureInWords({ id, level, title }: ClauseResult): string {
  return level === 'SHOULD' ? `${id} (SHOULD, --strict) failed: ${title}` : `${id} failed: ${title}`;
}

/** What each person saw broken of one clause. */
function attestationsOf(clause: ClauseResult, run: Grounds['run']): string[] {
  const broken = clause.examples.filter((example) =>
    ['attested-failure', 'attested-warning'].includes(standingOf(example, clause, run)),
  );
  const people = new Set(broken.flatMap(({ attestation: one }) => one && `${one.by} on ${one.at}`));
  return [...people].map(
    (person) => `${clause.id} (${clause.level}) was found broken by ${person}, not observed: ${clause.title}`,
  );
}

/** What happened to a run as a whole that keeps it from a verdict, the most important first. */
function circumstancesOf({ findings = {}, stopped = false }: Grounds['run']): string[] {
  const { defects, faults, limit, gone, evidenceFault } = findings;
  return [
    defects === undefined
      ? []
      : `the target is an emulator with defects switched on (${defects}): it cannot be called conformant`,
    faults === undefined
      ? []
      : `faults were switched on at the target (${faults}): it cannot be called conformant`,
    stopped ? 'the run was stopped before its end' : [],
    limit ?? [],
    gone ?? [],
    evidenceFault ?? [],
  ].flat();
}

/** A shard is judged by itself while it runs; put together, none may be missing. */
function missingShards({ run: { selection }, clauses }: Grounds): string[] {
  const { shard } = selection ?? {};
  if (shard?.merged !== true) return [];
  return [missingFrom(shard, clauses)].flatMap((sentence) => sentence ?? []);
}

/** Why examples do not add up to a verdict. */
function unjudgedReasons(examples: readonly ExampleResult[]): readonly string[] {
  if (examples.length === 0) return ['nothing was selected: no example matches the filters'];
  const blocked = examples.filter(({ verdict }) => verdict === 'blocked');
  if (blocked.length > 0) {
    return [...new Set(blocked.map(({ reason = '' }) => `not judged: ${reason}`))];
  }
  return examples.every(({ verdict }) => verdict === 'not-observable' || verdict === 'not-applicable')
    ? ['nothing could be judged: every selected example was skipped']
    : [];
}

function nonconformant(reasons: readonly string[], basis: RunRecord['basis']): Ending {
  return { verdict: 'nonconformant', exitCode: 1, reasons, basis };
}

function incomplete(exitCode: 3 | 4 | 5, ...reasons: string[]): Ending {
  return { verdict: 'incomplete', exitCode, reasons };
}

function countVerdicts(clauses: readonly ClauseResult[]): Record<Verdict, number> {
  const count = (verdict: Verdict) => clauses.filter((clause) => clause.verdict === verdict).length;
  return Object.fromEntries(VERDICTS_WORST_FIRST.map((verdict) => [verdict, count(verdict)])) as Record<
    Verdict,
    number
  >;
}
