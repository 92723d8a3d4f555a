/** What a report of tests says about the run as a whole: the same in JUnit and in CTRF. */
import type { ClauseResult, ResultRecord } from '../../schemas/index.ts';
import { headline, isUnexplained, networkInWords, shortFormInWords } from '../parts/index.ts';

/** Names and values, in the order in which they are written. */
export function runProperties(record: ResultRecord): Readonly<Record<string, string | number>> {
  const { run, target, verdict } = record;
  const shortForm = shortFormInWords(record).join('; ');
  const network = networkInWords(record).join('; ');
  return {
    target: target.baseUrl,
    run: run.id,
    seed: run.seed,
    evidence: run.evidence,
    verdict,
    headline: headline(record),
    exitCode: run.exitCode,
    ...(shortForm === '' ? {} : { shortForm }),
    ...(network === '' ? {} : { network }),
  };
}

/** What a test says about its clause. */
export function clauseProperties({ id, level, provenance, evidence }: ClauseResult) {
  return { clause: id, level, provenance, evidence };
}

/** A test for a run whose verdict no example explains: a reader that counts failures would call it green otherwise. */
export interface RunTest {
  readonly outcome: 'error' | 'failure';
  readonly message: string;
  readonly detail: string;
}

/** @returns undefined if the examples explain the verdict */
export function runTest(record: ResultRecord): RunTest | undefined {
  if (!isUnexplained(record)) return undefined;
  const detail = headline(record);
  return {
    outcome: record.verdict === 'incomplete' ? 'error' : 'failure',
    message: record.run.reasons.join('; ') || detail,
    detail,
  };
}
