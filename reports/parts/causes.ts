/** The unmet clauses of a run, grouped by what they have in common. */
import type { ClauseResult, ExampleResult, ResultRecord } from '../../schemas/index.ts';
import { cut, oneLine } from '../text/index.ts';
import { memberDifferences } from './difference.ts';
import { decisiveLook, recordKind, sequenceOf } from './requests/index.ts';
import { complaint, exchangesOf, type Unmet, unmetExamples } from './unmet.ts';

/** A clause that is not met: one example stands for it, the further ones are behind it. */
export interface ClauseFailure {
  readonly clause: ClauseResult;
  /** Its worst example. */
  readonly example: ExampleResult;
  readonly others: readonly ExampleResult[];
}

/** Clauses that failed in the same way, the worst first. */
export interface FailureCause {
  /** What they have in common, on one line without a full stop. */
  readonly words: string;
  readonly failures: readonly ClauseFailure[];
}

const WORDS_LIMIT = 200;

/** Every unmet clause once, under its cause; causes in the order of their worst clause. */
export function failuresByCause(record: ResultRecord): FailureCause[] {
  const causes = new Map<string, ClauseFailure[]>();
  for (const failure of failuresOf(unmetExamples(record))) {
    const words = causeInWords(record, failure);
    causes.set(words, [...(causes.get(words) ?? []), failure]);
  }
  return [...causes].map(([words, failures]) => ({ words, failures }));
}

function failuresOf(unmet: readonly Unmet[]): ClauseFailure[] {
  return [...new Set(unmet.map(({ clause }) => clause))].flatMap((clause) => {
    const [example, ...others] = unmet.filter((one) => one.clause === clause).map((one) => one.example);
    return example === undefined ? [] : [{ clause, example, others }];
  });
}

function causeInWords(record: ResultRecord, { example }: ClauseFailure): string {
  return oneLine(cut(missingRecord(record, example) ?? generalised(example), WORDS_LIMIT));
}

/** Nothing is there: then it does not matter what the example expected of it. */
function missingRecord(record: ResultRecord, example: ExampleResult): string | undefined {
  const { difference } = example;
  const look = decisiveLook(sequenceOf(exchangesOf(record, example), difference), difference);
  const isEmpty = /^(\{"[a-z]+":)?\[\]\}?$/.test(look?.last.response?.body.replaceAll(/\s/g, '') ?? '');
  const kind = look === undefined ? undefined : recordKind(look.last);
  if (!isEmpty || kind === undefined) return undefined;
  return `the look at the ${kind} found nothing`;
}

const QUOTED = /"(?:[^"\\]|\\.)*"/.source;

/** The complaint without the names of this example, and how the values differ. */
function generalised(example: ExampleResult): string {
  const message = example.difference?.message ?? complaint(example);
  const text = message
    .replaceAll(new RegExp(`${QUOTED}(?:, ${QUOTED})*`, 'g'), '…')
    .replaceAll(/(User|Account|event) …/g, '$1');
  const members = memberDifferences(example.difference ?? {});
  const [first] = members;
  if (first === undefined) return text;
  if (first.pointer !== '')
    return `${text} (${[...new Set(members.map(({ change }) => change))].join(', ')})`;
  return isShort(first.expected) && isShort(first.actual)
    ? `${text}: expected ${first.expected}, got ${first.actual}`
    : text;
}

/** Longer values name what only this example wrote. */
function isShort(value: string): boolean {
  return !value.includes('conformance-') && !/^[[{]./.test(value);
}
