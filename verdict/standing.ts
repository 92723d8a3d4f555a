/** How one example counts in the verdict of its run: what was observed, what a person attested, what a baseline excuses. */
import type { ClauseResult, ExampleResult, ResultRecord } from '../schemas/index.ts';

/**
 * - `failure`: it failed.
 * - `attested-failure`: a person saw a MUST broken (any rule under `--strict`) that the run did not see broken.
 * - `known-failure`: it is one of these, and the baseline excuses it.
 * - `warning`, `attested-warning`: the same for a SHOULD.
 * - `confirmed`: the run could not see it, and a person attests that everything is as it should be. This never counts
 *   as a pass.
 * - `none`: it counts as what its verdict says.
 */
export type Standing =
  | 'failure'
  | 'attested-failure'
  | 'known-failure'
  | 'warning'
  | 'attested-warning'
  | 'confirmed'
  | 'none';

/** What the standing of an example depends on, besides itself. */
type StandingRun = Pick<ResultRecord['run'], 'baseline' | 'strict'>;

/** @param run the run that has the example */
export function standingOf(
  example: Pick<ExampleResult, 'id' | 'verdict' | 'attestation'>,
  { level }: Pick<ClauseResult, 'level'>,
  { baseline, strict }: StandingRun,
): Standing {
  const standing = unexcused(example, level, strict);
  const isFailure = standing === 'failure' || standing === 'attested-failure';
  return isFailure && baseline?.excused.includes(example.id) ? 'known-failure' : standing;
}

/** An observed failure or warning is stronger than what a person says about it. */
function unexcused(
  { verdict, attestation }: Pick<ExampleResult, 'verdict' | 'attestation'>,
  level: ClauseResult['level'],
  strict: boolean,
): Standing {
  if (verdict === 'fail') return 'failure';
  if (verdict === 'warn') return 'warning';
  if (attestation === undefined || level === 'INFO') return 'none';
  if (attestation.holds) return verdict === 'not-observable' ? 'confirmed' : 'none';
  return level === 'MUST' || strict ? 'attested-failure' : 'attested-warning';
}
