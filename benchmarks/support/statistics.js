/** Summarises measurements: their median, and half the range of their middle half as the noise. */

export function summarise(values) {
  return { value: quantile(values, 0.5), noise: (quantile(values, 0.75) - quantile(values, 0.25)) / 2 };
}

export function median(values) {
  return quantile(values, 0.5);
}

/** The fewest values whose range contains the true median with a certainty of 95 %. */
export const CERTAIN = 6;

/**
 * Where the true median is with at least 95 % certainty, whatever the distribution: the number of values below it is
 * that of heads in as many throws of a coin.
 */
export function interval(values) {
  const sorted = [...values].sort((a, b) => a - b);
  let cut = 0;
  let chance = 0;
  for (let ways = 1, heads = 0; heads < sorted.length / 2; heads += 1) {
    chance += ways / 2 ** sorted.length;
    if (2 * chance > 0.05) break;
    cut = heads + 1;
    ways = (ways * (sorted.length - heads)) / (heads + 1);
  }
  // Too few values for a certainty of 95 % have all of their range.
  const at = Math.max(0, cut - 1);
  return { low: sorted[at], high: sorted[sorted.length - 1 - at] };
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}
