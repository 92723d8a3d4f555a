/** What `--watch` needs of a record. */
import type { ResultRecord, Verdict } from '../../../schemas/index.ts';
import type { EndedRun } from './watch-state.ts';

const PROVEN: readonly Verdict[] = ['fail', 'warn', 'harness-error'];

export function endedRun({ clauses, run }: Pick<ResultRecord, 'clauses' | 'run'>): EndedRun {
  const { findings = {}, stopped = false, exitCode } = run;
  const idsOf = (verdicts: readonly Verdict[]) =>
    clauses.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id }) => id);
  return {
    isWhole: !stopped,
    isLost:
      [findings.gone, findings.evidenceFault].some((reason) => reason !== undefined) ||
      findings.unusable?.startsWith('the target cannot be reached') === true,
    exitCode,
    selected: clauses.length,
    unmet: idsOf([...PROVEN, 'blocked']),
    proven: idsOf(PROVEN),
    passed: idsOf(['pass']),
  };
}
