/** The verdict of a run in words, with its evidence and with counts, never a percentage. */
import type {
  EvidenceKind,
  ResultRecord,
  RunVerdict,
  ShardSelection,
  VerdictBasis,
} from '../../schemas/index.ts';
import { isFiltered, isPartial, standingOf } from '../../verdict/index.ts';
import { EVIDENCE_WORDS, oneLine, plural } from '../text/index.ts';
import { countsInWords } from './counts.ts';
import { isShortForm } from './short-form.ts';

const OPENINGS: Readonly<Record<RunVerdict, string>> = {
  conformant: 'Conformant',
  'conformant-with-warnings': 'Conformant with warnings',
  'known-failures': 'Known failures only',
  nonconformant: 'Not conformant',
  incomplete: 'Incomplete, no verdict',
};

const BASES: Readonly<Record<VerdictBasis, string>> = {
  attestation: 'attested',
  baseline: 'baseline out of date',
  exploration: 'exploring only',
};

const OBSERVED: Readonly<Record<EvidenceKind, string>> = {
  wire: 'responses only',
  readback: 'responses and stored records',
};

/** Verdict, evidence, what limits it, and counts of clauses in one line, without a full stop. */
export function headline(record: ResultRecord): string {
  const { run } = record;
  const scope = [
    ...basisOf(record),
    ...(isJudged(record) ? [OBSERVED[run.evidence]] : []),
    ...partsOf(record, { smoke: 'smoke set only', selection: 'selected clauses only' }),
    ...(isShortForm(record) ? ['short form'] : []),
    ...(run.strict ? ['strict'] : []),
    ...circumstances(record),
  ];
  const about = scope.length === 0 ? '' : ` (${scope.join(', ')})`;
  const what = isOnlyExplored(record) ? exploredInWords(record) : countsInWords(record);
  return `${openingOf(record)}${about}: ${what}`;
}

/** True if no example was run, and exploring found no failure. */
function isOnlyExplored({ run }: ResultRecord): boolean {
  return run.basis === 'exploration';
}

/** Whether the record says something about the destination. */
function isJudged(record: ResultRecord): boolean {
  return record.verdict !== 'incomplete' || isOnlyExplored(record);
}

function openingOf(record: ResultRecord): string {
  if (!isOnlyExplored(record)) return OPENINGS[record.verdict];
  return record.counts.warn === 0 ? 'Nothing found' : 'Only warnings found';
}

/** What was looked for, and that it does not judge the destination. */
function exploredInWords({ run: { exploration }, counts }: ResultRecord): string {
  const { sequences = 0, calls = 0, pairs } = exploration ?? {};
  return [
    ...(counts.warn === 0 ? [] : [plural(counts.warn, 'warning')]),
    `${sequences} random sequences of calls, ${calls} calls${pairs === undefined ? '' : `, ${pairs} pairs of commands`}`,
    'no example was run, so conformance was not judged',
  ].join('; ');
}

/** Said wherever a reader could take acceptance for more than it is. */
export const ACCEPTANCE_CAVEAT = 'A 2xx response does not prove that anything was stored.';

/** A warning that acceptance proves little, for a run that observed responses only; otherwise undefined. */
export function evidenceCaveat(record: ResultRecord): string | undefined {
  return record.run.evidence === 'wire' && isJudged(record) ? ACCEPTANCE_CAVEAT : undefined;
}

/** A few words for a badge, such as `conformant · responses only`. */
export function shortVerdict(record: ResultRecord): string {
  const { run } = record;
  if (!isJudged(record)) return 'incomplete';
  const { unseen, all } = coverage(record);
  return [
    openingOf(record).toLowerCase(),
    ...basisOf(record),
    run.evidence === 'wire' ? OBSERVED.wire : EVIDENCE_WORDS.readback,
    ...partsOf(record, { smoke: 'smoke set', selection: 'selection' }),
    ...(isShortForm(record) ? ['short form'] : []),
    ...(run.strict ? ['strict'] : []),
    ...(isMostlyUnseen(record) ? [`${unseen} of ${all} clauses not observed`] : []),
  ].join(' · ');
}

/** True if more than half of the clauses of the suite were not observed: a verdict then rests on little. */
export function isMostlyUnseen(record: ResultRecord): boolean {
  const { unseen, all } = coverage(record);
  return unseen * 2 > all;
}

/**
 * True if no example explains the verdict: there is none, or only a control failed, or only the baseline is out of date.
 */
export function isUnexplained({ verdict, run, clauses }: ResultRecord): boolean {
  if (verdict !== 'nonconformant') return verdict === 'incomplete' && run.basis !== 'exploration';
  return !clauses.some((clause) =>
    clause.examples.some((example) =>
      ['failure', 'attested-failure'].includes(standingOf(example, clause, run)),
    ),
  );
}

function basisOf({ run: { basis } }: ResultRecord): string[] {
  return basis === undefined ? [] : [BASES[basis]];
}

/** How much of the suite the run is about, in the given words; empty for the whole suite. */
function partsOf(
  record: ResultRecord,
  words: { readonly smoke: string; readonly selection: string },
): string[] {
  if (!isPartial(record) || isOnlyExplored(record)) return [];
  const { selection } = record.run;
  const shard = shardInWords(selection.shard);
  const parts = [...(selection.smoke === true ? [words.smoke] : []), ...shard];
  return isFiltered(selection) || parts.length === 0 ? [...parts, words.selection] : parts;
}

function shardInWords(shard: ShardSelection | undefined): string[] {
  if (shard === undefined) return [];
  const { numbers, of } = shard;
  return [`${numbers.length === 1 ? 'shard' : 'shards'} ${numbers.join(', ')} of ${of} only`];
}

/** What happened to the run as a whole and limits what it could find. */
function circumstances({ run: { findings = {}, stopped } }: ResultRecord): string[] {
  return [
    ...(findings.defects === undefined ? [] : ['defects switched on']),
    ...(findings.faults === undefined ? [] : ['faults switched on']),
    ...(stopped === true ? ['stopped before its end'] : []),
    ...(findings.limit === undefined ? [] : [oneLine(findings.limit)]),
    ...(findings.gone === undefined ? [] : [oneLine(findings.gone)]),
    ...(findings.evidenceFault === undefined ? [] : ['read-back failed']),
  ];
}

/** Clauses of the suite, and how many of them were not selected or could not be observed. */
function coverage(record: ResultRecord): { unseen: number; all: number } {
  const { clauses, run, counts } = record;
  // A whole run has every clause that has a scenario.
  const all = isPartial(record) ? Math.max(clauses.length, run.suite?.clauses.length ?? 0) : clauses.length;
  return { all, unseen: all - clauses.length + counts['not-observable'] + counts.blocked };
}
