/** How verdicts moved from run to run, as a strip of columns, and since the last run in words. */
import { VERDICTS_WORST_FIRST, type Verdict } from '../../schemas/index.ts';
import { durationInWords, movedClauses, type PastRun } from '../parts/index.ts';
import { element, escapeXml, plural, VERDICT_WORDS } from '../text/index.ts';

const SHOWN = 40;
const PITCH = 16;
const HEIGHT = 56;

/** @param past runs of one report folder, oldest first, the one of this page last */
export function historyStrip(past: readonly PastRun[]): string {
  const now = past.at(-1);
  if (now === undefined) return '';
  const before = past.at(-2);
  return `<figure><figcaption>${plural(past.length, 'run')} in this folder${past.length > SHOWN ? `, the last ${SHOWN} of them` : ''}</figcaption>${columns(past.slice(-SHOWN))}${before === undefined ? '' : sinceLast(before, now)}</figure>`;
}

function columns(past: readonly PastRun[]): string {
  const width = past.length * PITCH;
  return element(
    'svg',
    {
      role: 'img',
      'aria-label': 'Clauses by verdict, a column for each run, oldest first',
      viewBox: `0 0 ${width} ${HEIGHT}`,
      width,
      height: HEIGHT,
    },
    [element('desc', {}, past.map(runInWords).join('; ')), ...past.map(column)],
  );
}

/** Failures are at the bottom, so that their heights compare. */
function column(run: PastRun, index: number): string {
  const total = VERDICTS_WORST_FIRST.reduce((sum, verdict) => sum + run.counts[verdict], 0);
  let y = HEIGHT;
  const parts = VERDICTS_WORST_FIRST.filter((verdict) => run.counts[verdict] > 0).map((verdict) => {
    const height = Math.round((run.counts[verdict] / total) * HEIGHT * 10) / 10;
    y = Math.round((y - height) * 10) / 10;
    return element('rect', { class: `part ${verdict}`, x: index * PITCH, y, width: PITCH - 3, height });
  });
  return element('g', {}, [element('title', {}, runInWords(run)), ...parts]);
}

function runInWords({ at, run, target, counts }: PastRun): string {
  const words = VERDICTS_WORST_FIRST.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => `${counts[verdict]} ${VERDICT_WORDS[verdict]}`,
  );
  return `${timeOf(at)} (run ${run}, ${target}): ${words.join(', ') || 'nothing was graded'}`;
}

function sinceLast(before: PastRun, now: PastRun): string {
  const moved = movedClauses(before, now);
  const items = moved.map(
    ({ id, before: old, now: verdict }) =>
      `<li><a href="#${escapeXml(id)}">${escapeXml(id)}</a> ${labelled(old)} → ${labelled(verdict)}</li>`,
  );
  const against = before.target === now.target ? '' : ` against ${before.target}`;
  const since = escapeXml(`Since the run of ${timeOf(before.at)}${against}`);
  const latency = escapeXml(latencyMoved(before, now));
  if (items.length === 0) return `<p>${since}: no clause has another verdict${latency}.</p>`;
  return `<details class="moved"><summary>${since}: ${plural(moved.length, 'clause')} with another verdict${latency}</summary><ul>${items.join('')}</ul></details>`;
}

function labelled(verdict: Verdict): string {
  return `<span class="verdict ${verdict}">${VERDICT_WORDS[verdict]}</span>`;
}

function latencyMoved(before: PastRun, now: PastRun): string {
  const old = before.latency?.calls?.p95;
  const p95 = now.latency?.calls?.p95;
  if (old === undefined || p95 === undefined || old === p95) return '';
  return `; p95 of calls ${durationInWords(old)} → ${durationInWords(p95)}`;
}

function timeOf(at: string): string {
  return at.replace('T', ' ').replace(/(:\d\d)?(\.\d+)?Z$/, ' UTC');
}
