/** A measured figure beside its bar. */

/** What a figure can come to; only the first two count against the run. */
export const SHORT = 'short';
export const NOT_MEASURED = 'not measured';
const MET = 'met';
const WITHIN_NOISE = 'within the noise';
const BELOW_GOAL = 'below the goal';
const REPORTED = 'reported';

/**
 * @param figure `{ name, value, noise, unit, bar, direction, isGoal, note }`; without a bar it is only reported,
 * and a goal that is missed does not fail the run
 */
export function judge(figure) {
  return { direction: 'at least', noise: 0, unit: '', note: '', ...figure, verdict: verdictOn(figure) };
}

export function notMeasured(figure, reason) {
  return { direction: 'at least', unit: '', ...figure, verdict: NOT_MEASURED, note: reason };
}

function verdictOn({ value, noise = 0, bar, direction = 'at least', isGoal = false }) {
  if (bar === undefined) return REPORTED;
  const lead = direction === 'at least' ? value - bar : bar - value;
  if (lead >= 0) return MET;
  if (lead >= -noise) return WITHIN_NOISE;
  return isGoal ? BELOW_GOAL : SHORT;
}

export function exitCode(figures) {
  if (figures.some(({ verdict }) => verdict === SHORT)) return 1;
  return figures.some(({ verdict }) => verdict === NOT_MEASURED) ? 3 : 0;
}
