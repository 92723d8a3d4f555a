/** How long the target took, as small plots with percentiles. */
import type { DurationBucket, LatencySummary } from '../../schemas/index.ts';
import { durationInWords, type Percentiles, percentilesOf } from '../parts/index.ts';
import { element, escapeXml } from '../text/index.ts';

const WIDTH = 340;
const HEIGHT = 92;
const TOP = 16;
const BOTTOM = 74;
/** Half of the widest label. */
const MARGIN = 18;
/** The least distance between two labels. */
const LABEL = 20;

/** Two plots, or one, or none if nothing was measured. */
export function latencyPlots({ calls, visible }: LatencySummary): string {
  return [
    plot('Response to a call', 'calls', calls),
    plot('Until stored state was visible', 'looks', visible),
  ].join('');
}

function plot(title: string, noun: string, buckets: readonly DurationBucket[]): string {
  const percentiles = percentilesOf(buckets);
  if (percentiles === undefined) return '';
  const words = inWords(percentiles, noun);
  const scale = scaleOf(buckets);
  const svg = element(
    'svg',
    { role: 'img', 'aria-label': `${title}: ${words}`, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'plot' },
    [
      element('title', {}, title),
      element('desc', {}, bucketsInWords(buckets)),
      ...bars(buckets, scale),
      element('line', { class: 'axis', x1: 0, x2: WIDTH, y1: BOTTOM, y2: BOTTOM }),
      ...ticks(scale),
      ...lines(percentiles, scale),
    ],
  );
  return `<figure><figcaption>${escapeXml(title)} <span class="ids">${escapeXml(words)}</span></figcaption>${svg}</figure>`;
}

function inWords({ count, p50, p95, p99 }: Percentiles, noun: string): string {
  const shares = [['p50', p50] as const, ['p95', p95] as const, ['p99', p99] as const];
  return `${shares.map(([name, ms]) => `${name} ≤ ${durationInWords(ms)}`).join(', ')} (${count} ${noun})`;
}

function bucketsInWords(buckets: readonly DurationBucket[]): string {
  return buckets.map(({ upToMs, count }) => `up to ${durationInWords(upToMs)}: ${count}`).join('; ');
}

/** From milliseconds to a place on the axis, which is logarithmic. */
interface Scale {
  readonly from: number;
  readonly to: number;
  readonly x: (ms: number) => number;
}

function scaleOf(buckets: readonly DurationBucket[]): Scale {
  const limits = buckets.map(({ upToMs }) => upToMs);
  const from = Math.min(...limits) / 2;
  const to = Math.max(...limits);
  const share = (ms: number) => Math.log(ms / from) / Math.log(to / from);
  return { from, to, x: (ms) => round(MARGIN + share(ms) * (WIDTH - 2 * MARGIN)) };
}

/** Buckets grow by one factor; one that was left out keeps its place empty. */
function bars(buckets: readonly DurationBucket[], { x }: Scale): string[] {
  const most = Math.max(...buckets.map(({ count }) => count));
  const limits = buckets.map(({ upToMs }) => upToMs);
  const factor = Math.min(2, ...limits.slice(1).map((limit, index) => limit / (limits[index] ?? limit)));
  return buckets.map(({ upToMs, count }) => {
    const start = x(upToMs / factor);
    const height = round(Math.max(1.5, (count / most) * (BOTTOM - TOP)));
    const width = round(Math.max(2, x(upToMs) - start - 1));
    return element('rect', { class: 'bar', x: start, y: round(BOTTOM - height), width, height });
  });
}

function ticks({ from, to, x }: Scale): string[] {
  const decades = [1, 10, 100, 1000, 10_000, 100_000].filter((ms) => ms >= from && ms <= to);
  return decades.map((ms) =>
    element('text', { class: 'tick', x: x(ms), y: BOTTOM + 14 }, durationInWords(ms)),
  );
}

/** Percentiles that lie side by side share a label. */
function lines({ p50, p95, p99 }: Percentiles, { x }: Scale): string[] {
  const places = [
    { name: '50', at: x(p50) },
    { name: '95', at: x(p95) },
    { name: '99', at: x(p99) },
  ];
  const labels: { names: string[]; at: number }[] = [];
  for (const { name, at } of places) {
    const beside = labels.find((label) => at - label.at < LABEL);
    if (beside === undefined) labels.push({ names: [name], at });
    else beside.names.push(name);
  }
  return [
    ...[...new Set(places.map(({ at }) => at))].map((at) =>
      element('line', { class: 'percentile', x1: at, x2: at, y1: TOP - 3, y2: BOTTOM }),
    ),
    ...labels.map(({ names, at }) => element('text', { class: 'tick', x: at, y: 9 }, `p${names.join('/')}`)),
  ];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
