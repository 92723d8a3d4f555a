/** Compares a measured figure with its bar. */

/** The verdicts of a figure; only the first three count against the run. */
export const SHORT = 'short';
export const NOT_MEASURED = 'not measured';
/** The bar is missed, and a server that does almost nothing misses it too, so it says nothing. */
export const OUT_OF_REACH = 'out of reach';
const MET = 'met';
const WITHIN_NOISE = 'within the noise';
const BELOW_GOAL = 'below the goal';
const REPORTED = 'reported';

/**
 * @param figure `{ name, value, noise, unit, bar, direction, isGoal, note }`; without a bar it is only reported, and
 * missing a goal does not fail the run. `ceiling` is what a server reaches that does almost nothing.
 */
export function judge(figure) {
  return { direction: 'at least', noise: 0, unit: '', note: '', ...figure, verdict: verdictOn(figure) };
}

export function notMeasured(figure, reason) {
  return { direction: 'at least', unit: '', ...figure, verdict: NOT_MEASURED, note: reason };
}

function verdictOn({ value, noise = 0, bar, direction = 'at least', isGoal = false, ceiling = Infinity }) {
  if (bar === undefined) return REPORTED;
  const lead = direction === 'at least' ? value - bar : bar - value;
  if (lead >= 0) return MET;
  if (lead >= -noise) return WITHIN_NOISE;
  if (isGoal) return BELOW_GOAL;
  return ceiling < bar ? OUT_OF_REACH : SHORT;
}

export function exitCode(figures) {
  if (figures.some(({ verdict }) => verdict === SHORT)) return 1;
  return figures.some(({ verdict }) => verdict === NOT_MEASURED || verdict === OUT_OF_REACH) ? 3 : 0;
}
