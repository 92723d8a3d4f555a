/** Compares a measured figure with its bar. */
import { CERTAIN, interval, median } from '../support/statistics.js';

export const MET = 'met';
export const SHORT = 'short';
/** The interval contains the bar, or there are too few values for one. */
export const UNDECIDED = 'undecided';
export const NOT_MEASURED = 'not measured';
export const TOO_BUSY = 'machine too busy';
export const REPORTED = 'reported';

const DEFAULTS = { direction: 'at least', unit: '', note: '' };

/**
 * @param figure `{ name, values, unit, bar, goal, direction, note }`: `values` are the ratios of the pairs, or what each
 * run took; without a bar it is only reported. `isExact` is a count, which every measurement finds again. `ceiling` are
 * the values that a server reaches which does almost nothing: if even they miss the bar, there is none on this machine.
 */
export function judge({ values, isExact = false, ceiling, ...rest }) {
  const figure = { ...DEFAULTS, ...rest, isExact, value: median(values), ...interval(values) };
  if (ceiling !== undefined && sideOf(interval(ceiling), figure) === SHORT) {
    const { bar, goal, ...bare } = figure;
    return {
      ...bare,
      verdict: REPORTED,
      note: `${figure.note}; no bar here, because a bare server misses ${bar} × too`,
    };
  }
  const isCertain = isExact || values.length >= CERTAIN;
  return { ...figure, verdict: isCertain ? sideOf(figure, figure) : unsure(figure) };
}

export function notMeasured(figure, reason) {
  return { ...DEFAULTS, ...figure, verdict: NOT_MEASURED, note: reason };
}

/** What was measured while others used the machine has no verdict; a count does not depend on them. */
export function disturbed(figure, reason) {
  if (figure.isExact || figure.verdict === NOT_MEASURED) return figure;
  return {
    ...figure,
    verdict: TOO_BUSY,
    note: [reason, figure.note].filter((text) => text !== '').join('; '),
  };
}

export function exitCode(figures) {
  const has = (...verdicts) => figures.some(({ verdict }) => verdicts.includes(verdict));
  if (has(TOO_BUSY)) return 4;
  if (has(SHORT)) return 1;
  return has(UNDECIDED, NOT_MEASURED) ? 3 : 0;
}

/** On which side of the bar the whole interval is. */
function sideOf({ low, high }, { bar, direction }) {
  if (bar === undefined) return REPORTED;
  if (direction === 'at least') return low >= bar ? MET : high < bar ? SHORT : UNDECIDED;
  return high <= bar ? MET : low > bar ? SHORT : UNDECIDED;
}

function unsure({ bar }) {
  return bar === undefined ? REPORTED : UNDECIDED;
}
