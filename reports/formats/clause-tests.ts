/** A run as tests of a test runner: one for each clause, and one for the run as a whole. */
import { guarded } from '../../safe-text/index.ts';
import type { ClauseResult, ExampleResult, ResultRecord } from '../../schemas/index.ts';
import {
  cardTitle,
  failuresByCause,
  headline,
  isUnexplained,
  neverBegan,
  renderClauseCard,
  targetName,
  testResultOf,
} from '../parts/index.ts';
import { byGroup, cut, oneLine, plural, VERDICT_WORDS } from '../text/index.ts';
import { renderSummary } from './console.ts';

/** A test to declare. */
export interface ClauseTest {
  /** Its id; absent for the run as a whole. */
  readonly clause?: string;
  /** On one line: clause, level and rule, and in brackets what else there is to say of a test that did not fail. */
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Of a test that failed: the failure card of the clause, or what happened to the run. */
  readonly message?: string;
}

/** The tests of one run. */
export interface ClauseTests {
  /** On one line. */
  readonly title: string;
  /** The groups of clauses, and last the run as a whole. */
  readonly groups: readonly { readonly title: string; readonly tests: readonly ClauseTest[] }[];
}

const REASON_LIMIT = 300;

/**
 * Tests that say what JUnit says: one fails if and only if the exit code of the run is not 0, or the record has a fault.
 * What was not judged is skipped, with its reason, and never passes.
 *
 * @param fault a sentence about a record that is not valid
 */
export function clauseTests(record: ResultRecord, fault?: string): ClauseTests {
  const groups = [...byGroup(record.clauses)].map(([title, clauses]) => ({
    title: oneLine(title),
    tests: clauses.map((clause) => ({ clause: clause.id, ...testOf(record, clause) })),
  }));
  const whole = { title: 'the run', tests: [wholeOf(record, fault)] };
  return {
    title: guarded(`Astrolabe conformance of ${targetName(record)}`),
    groups: [...groups, whole].map(({ title, tests }) => ({
      title: guarded(title),
      tests: tests.map(harmless),
    })),
  };
}

/** A test runner prints titles and messages as they are. */
function harmless({ title, message, ...rest }: ClauseTest): ClauseTest {
  const own = { ...rest, title: guarded(title) };
  return message === undefined ? own : { ...own, message: guarded(message) };
}

function testOf(record: ResultRecord, clause: ClauseResult): ClauseTest {
  const rule = `${clause.id} (${clause.level}) ${clause.title}`;
  const results = clause.examples.map((example) => ({
    example,
    ...testResultOf(record, clause, example),
  }));
  const having = (...outcomes: readonly string[]) =>
    results.filter(({ outcome }) => outcomes.includes(outcome));
  const failed = having('failure', 'error');
  if (failed.length > 0) {
    const message = failureOf(
      record,
      clause,
      failed.map(({ example }) => example),
    );
    return { title: oneLine(rule), outcome: 'failed', message };
  }
  const skipped = having('skipped');
  const isKnown = skipped.some(({ example }) => example.verdict === 'fail');
  const outcome = isKnown || UNJUDGED.includes(clause.verdict) ? 'skipped' : 'passed';
  const notes = outcome === 'skipped' ? skipped : results.filter(({ example }) => example.verdict === 'warn');
  return { title: oneLine(`${rule}${inBrackets(clause, notes, outcome)}`), outcome };
}

const UNJUDGED: readonly string[] = ['blocked', 'not-observable', 'not-applicable'];

function inBrackets(
  { verdict, examples }: ClauseResult,
  notes: readonly { readonly message?: string }[],
  outcome: ClauseTest['outcome'],
): string {
  if (verdict === 'pass') return '';
  const reasons = [...new Set(notes.flatMap(({ message = [] }) => message))].join('; ');
  const passed = examples.filter((example) => example.verdict === 'pass').length;
  const partly =
    outcome === 'skipped' && passed > 0 ? `; ${passed} of ${plural(examples.length, 'example')} passed` : '';
  switch (verdict) {
    case 'warn':
      return ` [warning: ${cut(reasons, REASON_LIMIT)}]`;
    case 'info':
      return ` [${VERDICT_WORDS.info}, not judged]`;
    default:
      return ` [${cut(reasons, REASON_LIMIT)}${partly}]`;
  }
}

/** The card of the worst example that counts as a failure, and a line for each further unmet one. */
function failureOf(record: ResultRecord, clause: ClauseResult, failed: readonly ExampleResult[]): string {
  const unmet = failuresByCause(record)
    .flatMap(({ failures }) => failures)
    .find((failure) => failure.clause.id === clause.id);
  const known = unmet === undefined ? [] : [unmet.example, ...unmet.others];
  const example = known.find((one) => failed.includes(one));
  // A person saw it broken: nothing was observed that a card could show.
  if (example === undefined) {
    const results = failed.map((one) => testResultOf(record, clause, one));
    return results.map(({ message = '', detail }) => detail?.() ?? message).join('\n');
  }
  const failure = { clause, example, others: known.filter((one) => one !== example) };
  return `${cardTitle(failure)}\n${renderClauseCard(record, failure)}`;
}

/** Fails if the exit code of the run is not 0 and no clause says why, or if something kept it from its end. */
function wholeOf(record: ResultRecord, fault: string | undefined): ClauseTest {
  const verdict = record.run.exitCode === 0 ? oneLine(`: ${headline(record)}`) : '';
  const title = `is complete${verdict}`;
  if (fault === undefined && !isTroubled(record)) return { title, outcome: 'passed' };
  const reasons = record.run.reasons.map((reason) => `- ${oneLine(reason)}`);
  const what =
    neverBegan(record) === undefined
      ? [...reasons, headline(record)].join('\n')
      : renderSummary(record, { colour: false });
  return { title, outcome: 'failed', message: fault === undefined ? what : `${fault}\n${what}` };
}

/** Whether the run as a whole is a reason for its exit code, beside its examples. */
function isTroubled(record: ResultRecord): boolean {
  const { exitCode, findings = {}, stopped, baseline } = record.run;
  if (exitCode === 0) return false;
  const { indifferent, unusable, gone, limit, evidenceFault } = findings;
  return (
    isUnexplained(record) ||
    stopped === true ||
    (baseline?.problems ?? []).length > 0 ||
    [indifferent, unusable, gone, limit, evidenceFault].some((finding) => finding !== undefined)
  );
}
