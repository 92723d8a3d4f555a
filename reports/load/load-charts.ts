/** The charts of a load: rate, slowest response, and faults over the order of its calls. */
import type { LoadRecord } from '../../schemas/index.ts';
import { durationInWords } from '../parts/index.ts';
import { chart } from './chart.ts';
import { countOf, grouped, rateInWords, rateOf } from './load-words.ts';

/** More columns than this are too narrow to be seen. */
const COLUMNS = 120;
/** A table is read line by line. */
const ROWS = 20;

/** What happened in one stretch of the time of sending. */
interface Stretch {
  readonly fromMs: number;
  readonly lengthMs: number;
  readonly calls: number;
  readonly notAccepted: number;
  readonly slowestMs: number;
}

/** The charts for which there is something to show, and their figures in a table. */
export function loadCharts(record: LoadRecord): string {
  const { sent, found } = record;
  const stretches = stretchesOf(sent, COLUMNS);
  const charts = [
    ...(stretches.length === 0 ? [] : [rateChart(sent, stretches), slowestChart(sent, stretches)]),
    ...(found === undefined || found.total === 0 || found.series.length === 0 ? [] : [faultChart(found)]),
  ];
  return charts.length === 0
    ? ''
    : `<div class="charts">${charts.join('')}</div>${figures(stretchesOf(sent, ROWS))}`;
}

/** The series in at most so many stretches; the last one ends with the sending. */
function stretchesOf({ series, runningMs }: LoadRecord['sent'], most: number): Stretch[] {
  const { widthMs, calls, notAccepted, slowestMs } = series;
  const size = Math.max(1, Math.ceil(calls.length / most));
  return Array.from({ length: Math.ceil(calls.length / size) }, (_, index) => {
    const [from, to] = [index * size, Math.min(calls.length, (index + 1) * size)];
    const endMs =
      to === calls.length && runningMs > (to - 1) * widthMs
        ? Math.min(runningMs, to * widthMs)
        : to * widthMs;
    const sum = (values: readonly number[]) =>
      values.slice(from, to).reduce((total, value) => total + value, 0);
    return {
      fromMs: from * widthMs,
      lengthMs: endMs - from * widthMs,
      calls: sum(calls),
      notAccepted: sum(notAccepted),
      slowestMs: Math.max(0, ...slowestMs.slice(from, to)),
    };
  });
}

function perSecond(count: number, { lengthMs }: Stretch): number {
  return (count * 1000) / lengthMs;
}

/** The beginning, the middle and the end of the time of sending. */
function times(stretches: readonly Stretch[]): string[] {
  const last = stretches.at(-1);
  const endMs = last === undefined ? 0 : last.fromMs + last.lengthMs;
  return ['0 s', durationInWords(endMs / 2), durationInWords(endMs)];
}

function rateChart(sent: LoadRecord['sent'], stretches: readonly Stretch[]): string {
  const rates = stretches.map((stretch) => perSecond(stretch.calls, stretch));
  const lost = sent.calls - sent.accepted;
  return chart({
    title: 'Calls per second',
    words: `${rateInWords(rateOf(sent))} on average, between ${rateInWords(Math.min(...rates))} and ${rateInWords(Math.max(...rates))}; ${lost === 0 ? 'all were accepted' : `${countOf(lost, 'call')} not accepted`}`,
    layers: [
      ...(lost === 0 ? [] : [{ tone: 'fail', name: 'not accepted', heights: rates }]),
      {
        tone: 'info',
        name: 'accepted',
        heights: stretches.map((stretch) => perSecond(stretch.calls - stretch.notAccepted, stretch)),
      },
    ],
    below: times(stretches),
    label: grouped,
  });
}

function slowestChart({ latencyMs }: LoadRecord['sent'], stretches: readonly Stretch[]): string {
  const slowest = Math.max(...stretches.map(({ slowestMs }) => slowestMs));
  const at = stretches.find(({ slowestMs }) => slowestMs === slowest);
  const p99 = latencyMs === undefined ? '' : `; 99 of 100 took at most ${durationInWords(latencyMs.p99)}`;
  return chart({
    title: 'Slowest response',
    words: `${durationInWords(slowest)} at most, ${durationInWords(at?.fromMs ?? 0)} after the start${p99}`,
    layers: [{ tone: 'info', name: 'slowest', heights: stretches.map(({ slowestMs }) => slowestMs) }],
    below: times(stretches),
    label: durationInWords,
    isCount: true,
    ...(latencyMs === undefined ? {} : { mark: { height: latencyMs.p99, name: 'p99 of the whole load' } }),
  });
}

function faultChart({ series, total }: NonNullable<LoadRecord['found']>): string {
  const places = series.flatMap((count, place) => (count > 0 ? [place] : []));
  const share = (place: number) => `${Math.round((place * 100) / series.length)} %`;
  const words =
    places.length === 0
      ? `${countOf(total, 'fault')}, of which no call is known`
      : `${countOf(total, 'fault')}, about calls from ${share(places[0] ?? 0)} to ${share((places.at(-1) ?? 0) + 1)} of the load`;
  return chart({
    title: 'Faults over the order of calls',
    words,
    layers: [{ tone: 'fail', name: 'faults', heights: series }],
    below: ['first call', 'half', 'last call'],
    label: grouped,
    isCount: true,
  });
}

function figures(stretches: readonly Stretch[]): string {
  const rows = stretches.map((stretch) => {
    const { fromMs, calls, notAccepted, slowestMs } = stretch;
    const cells = [
      grouped(calls),
      rateInWords(perSecond(calls, stretch)),
      grouped(notAccepted),
      durationInWords(slowestMs),
    ];
    return `<tr><th scope="row">${fromMs === 0 ? '0 s' : durationInWords(fromMs)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const head = ['From', 'Calls', 'Rate', 'Not accepted', 'Slowest'].map(
    (name) => `<th scope="col">${name}</th>`,
  );
  return `<details class="more"><summary>The same over time as a table</summary><div class="wide" tabindex="0"><table class="counts"><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}
