/** Writes figures as lines for a terminal and as the page results.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { benchmarks, root } from './children.js';
import { peerVersion } from './peers.js';

export function describe(figure) {
  const { name, verdict, note } = figure;
  const beside = [noiseOf(figure), barOf(figure)].filter((text) => text !== '').join(', ');
  const lines = [
    `${verdict.padEnd(16)}  ${name}: ${measuredOf(figure)}${beside === '' ? '' : ` (${beside})`}`,
  ];
  if (note !== '') lines.push(`${' '.repeat(18)}${note}`);
  return lines.join('\n');
}

export function writeResults(figures) {
  const rows = figures.map((figure) => [
    figure.name,
    measuredOf(figure),
    noiseOf(figure),
    barOf(figure),
    figure.verdict,
    figure.note,
  ]);
  const table = [['figure', 'measured', 'noise', 'bar', 'verdict', 'details'], Array(6).fill('---'), ...rows];
  const page = `# Results of the benchmark

Repeat it with \`npm ci && npm run bench\`: about eight minutes, on a machine that does nothing else. The files in
\`benchmarks/figures\` say at their top what is measured, and how. Each value is the median of rounds in which the
contenders took turns, and the noise is half the range of the middle half of these rounds.

${machine()
  .map((line) => `- ${line}`)
  .join('\n')}

${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;
  writeFileSync(join(benchmarks, 'results.md'), page);
}

function machine() {
  const [{ model }] = cpus();
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return [
    `date: ${new Date().toISOString().slice(0, 10)}`,
    `machine: ${model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GB of memory`,
    `node ${process.versions.node}, ${name} ${version}`,
    ['mountebank', 'wiremock', '@stoplight/prism-cli']
      .map((peer) => `${peer} ${peerVersion(peer)}`)
      .join(', '),
  ];
}

function measuredOf({ value, unit }) {
  return value === undefined ? '—' : `${number(value)} ${unit}`;
}

function noiseOf({ value, noise }) {
  return value === undefined || noise === 0 ? '' : `± ${number(noise)}`;
}

function barOf({ bar, direction, unit, isGoal }) {
  return bar === undefined ? '' : `${isGoal ? 'goal: ' : ''}${direction} ${bar} ${unit}`;
}

function number(value) {
  return value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}
