/** Summarises measurements: their median, and half the range of their middle half as the noise. */

export function summarise(values) {
  return { value: quantile(values, 0.5), noise: (quantile(values, 0.75) - quantile(values, 0.25)) / 2 };
}

export function median(values) {
  return quantile(values, 0.5);
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}
