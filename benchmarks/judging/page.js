/** Figures as lines for a terminal, and as the page results.md. */
import { CERTAIN } from '../support/statistics.js';

export function describe(figure) {
  const { name, verdict, note } = figure;
  const goal = figure.goal === undefined ? '' : `goal ${goalOf(figure)}`;
  const beside = [intervalOf(figure), barOf(figure), goal].filter((text) => text !== '').join(', ');
  const lines = [
    `${verdict.padEnd(16)}  ${name}: ${measuredOf(figure)}${beside === '' ? '' : ` (${beside})`}`,
  ];
  if (note !== '') lines.push(`${' '.repeat(18)}${note}`);
  return lines.join('\n');
}

/** @param facts lines about the machine and the versions */
export function renderResults(figures, facts) {
  const rows = figures.map((figure) => [
    figure.name,
    measuredOf(figure),
    intervalOf(figure),
    barOf(figure),
    figure.goal === undefined ? '' : `${figure.direction} ${goalOf(figure)}`,
    figure.verdict,
    figure.note,
  ]);
  const head = ['figure', 'measured', 'interval', 'bar', 'goal', 'verdict', 'details'];
  const table = [head, head.map(() => '---'), ...rows];
  return `# Results of the benchmark

Repeat it with \`npm ci && npm run bench\`: about half an hour, on a machine that does nothing else. The files in
\`benchmarks/figures\` say at their top what is measured, and how. Contenders take turns in pairs, and each value is the
median of the ratios within the pairs. The interval contains the true median with a certainty of 95 %, whatever the
distribution, because its ends are measured values whose ranks follow from the throws of a coin.

- met, short: the whole interval is on the good, or on the bad side of the bar
- undecided: the interval contains the bar, or there were fewer than ${CERTAIN} values
- reported: there is no bar, or a bare server misses it on this machine too
- not measured: the details say why

A run during which other programs used the machine is not written here.

${facts.map((line) => `- ${line}`).join('\n')}

${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;
}

function measuredOf({ value, unit }) {
  return value === undefined ? '—' : `${number(value)} ${unit}`;
}

/** A count has none. */
function intervalOf({ value, low, high, isExact }) {
  return value === undefined || isExact ? '' : `${number(low)} – ${number(high)}`;
}

function barOf({ bar, direction, unit }) {
  return bar === undefined ? '' : `${direction} ${bar} ${unit}`;
}

function goalOf({ goal, unit }) {
  return `${goal} ${unit}`;
}

function number(value) {
  if (Number.isInteger(value) && value >= 10) return String(value);
  return value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}
