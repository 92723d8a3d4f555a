/** Proves that the suite can fail: each defect fails its own clause, and no lawful destination fails any. */
import type { ResultRecord, Verdict } from '../../schemas/index.ts';
import { type CatalogueExample, NEEDS_REPLAY } from '../cucumber/catalogue.ts';
import { startEmbedded } from '../embedded.ts';
import type { Registry } from '../registry/index.ts';
import { resolveSettings } from '../settings.ts';
import { type VerifyParts, verify } from '../verify.ts';
import { HEALTHY, type SelftestSubject } from './subjects.ts';

/** What the suite said about one subject. */
export type SubjectVerdict =
  /** The clause that the defect breaks failed or warned. */
  | 'caught'
  /** Another clause failed or warned, and the one that the defect breaks did not. */
  | 'caught-by-another'
  | 'survived'
  /** The defect was never applied, so nothing was proven. */
  | 'not-applied'
  /** A lawful destination passed, or got only the warning that it deserves. */
  | 'left-alone'
  /** A lawful destination failed, or got another warning. */
  | 'false-alarm';

/** One row of the kill table. */
export interface SubjectResult {
  readonly kind: SelftestSubject['kind'];
  readonly name: string;
  readonly verdict: SubjectVerdict;
  /** For a defect the clause that it breaks, for a variant the clauses that may warn. */
  readonly clause?: string;
  /** Clauses that failed or warned, in the registry's order. */
  readonly unmet: readonly string[];
  /** The examples of `clause` that failed or warned, in the order of the features. */
  readonly caughtBy: readonly string[];
  /** With how many of how many seeds a defect was caught; absent for a single one. */
  readonly seeds?: { readonly caught: number; readonly of: number } | undefined;
  /** Requests by example id; only for the healthy emulator. */
  readonly requests?: Readonly<Record<string, number>> | undefined;
}

/** The verdicts with which a selftest fails. */
export const WRONG: readonly SubjectVerdict[] = [
  'caught-by-another',
  'survived',
  'not-applied',
  'false-alarm',
];

/** What a selftest needs. */
export interface SelftestParts
  extends Pick<VerifyParts, 'timing' | 'tool' | 'root' | 'steps' | 'openExecutor' | 'uncaught'> {
  readonly registry: Registry;
  readonly examples: readonly CatalogueExample[];
  readonly random: () => number;
  /** How many examples run at the same time; default: as for every run. */
  readonly concurrency?: number | undefined;
  /** With how many seeds each defect is graded. Default: 1. */
  readonly seeds?: number;
}

/** Long enough for a destination in this process, and short because every defect waits until it ends. */
const SETTLE = '80ms';
/** Variants that store late or ask to wait need longer. */
const PATIENT_SETTLE = '2s';

/** The header by which the emulator marks a response that a defect decided. */
const MARK = 'x-astrolabe-defect';

/** Longer than a defect waits before it changes what was stored. */
const LAST_LOOK = '500ms';

/**
 * Grades an emulator that is broken or unusual in one way. A defect is first graded on the examples of the clause that
 * it breaks, then on these with a last look, and on the whole suite only if they do not catch it. Of several seeds one
 * that catches a defect is enough, and the result says how many did.
 */
export async function gradeSubject(subject: SelftestSubject, parts: SelftestParts): Promise<SubjectResult> {
  const { seeds: of = 1 } = parts;
  if (subject.kind !== 'defect' || of === 1) return gradeOnce(subject, parts);
  const results: SubjectResult[] = [];
  while (results.length < of) results.push(await gradeOnce(subject, parts));
  const caught = results.filter(({ verdict }) => verdict === 'caught');
  return { ...((caught[0] ?? results[0]) as SubjectResult), seeds: { caught: caught.length, of } };
}

async function gradeOnce(subject: SelftestSubject, parts: SelftestParts): Promise<SubjectResult> {
  if (subject.kind === 'defect') {
    const own = parts.examples.filter(({ clauseId }) => clauseId === subject.clause);
    for (const lastLook of [undefined, LAST_LOOK]) {
      const record = await runSuite(subject, { ...parts, examples: own }, lastLook);
      const result = judgeSubject(subject, record);
      if (result.verdict === 'caught') return result;
    }
  }
  return judgeSubject(subject, await runSuite(subject, parts));
}

/** The record of a run of the given examples against one emulator. */
export async function runSuite(
  subject: SelftestSubject,
  parts: SelftestParts,
  lastLook?: string,
): Promise<ResultRecord> {
  const { close, ...target } = await startEmbedded(subject.options);
  try {
    const settle = subject.kind === 'variant' ? PATIENT_SETTLE : SETTLE;
    const resolution = resolveSettings(
      {
        ...target,
        settle,
        lastLook,
        replay: replays(subject, parts),
        concurrency: parts.concurrency?.toString(),
      },
      parts.random,
    );
    if ('problems' in resolution) throw new Error(resolution.problems.join('\n'));
    return await verify(resolution.value, {
      ...parts,
      catalogue: parts.examples,
      selection: { clauses: [], examples: [] },
    });
  } finally {
    await close();
  }
}

/** Lawful ones are replayed to as well; of the defects only those that a replay shows. */
function replays({ kind, clause }: SelftestSubject, { examples }: Pick<SelftestParts, 'examples'>): boolean {
  if (kind !== 'defect') return true;
  return examples.some(({ clauseId, tags }) => clauseId === clause && tags.includes(NEEDS_REPLAY));
}

/** What a finished run says about its subject. */
export function judgeSubject(subject: SelftestSubject, record: ResultRecord): SubjectResult {
  const unmet = record.clauses.filter(isUnmet).map(({ id }) => id);
  const { kind, name } = subject;
  const clause = subject.clause ?? subject.warns?.join(', ');
  const caughtBy = record.clauses
    .filter(({ id }) => id === subject.clause)
    .flatMap(({ examples }) => examples.filter(isUnmet).map(({ id }) => id));
  const requests = name === HEALTHY ? requestsByExample(record) : undefined;
  return { kind, name, clause, unmet, caughtBy, requests, verdict: verdictOn(subject, unmet, record) };
}

function requestsByExample({ clauses }: ResultRecord): Record<string, number> {
  const examples = clauses.flatMap((clause) => clause.examples);
  return Object.fromEntries(examples.map(({ id, exchanges }) => [id, exchanges.length]));
}

function isUnmet({ verdict }: { readonly verdict: Verdict }): boolean {
  return verdict === 'fail' || verdict === 'warn';
}

function verdictOn(
  { kind, clause, warns = [] }: SelftestSubject,
  unmet: readonly string[],
  record: ResultRecord,
): SubjectVerdict {
  if (kind === 'defect') {
    if (!wasApplied(record)) return 'not-applied';
    if (clause !== undefined && unmet.includes(clause)) return 'caught';
    return unmet.length > 0 || record.run.exitCode === 1 ? 'caught-by-another' : 'survived';
  }
  const others = unmet.filter((id) => !warns.includes(id));
  return others.length === 0 && record.run.exitCode === 0 ? 'left-alone' : 'false-alarm';
}

function wasApplied({ clauses }: ResultRecord): boolean {
  return clauses.some(({ examples }) =>
    examples.some(({ exchanges }) => exchanges.some(({ response }) => response?.headers[MARK] !== undefined)),
  );
}
