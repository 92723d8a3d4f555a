/** The top of the report page: what a run found, in words and pictures. */
import type { ResultRecord } from '../../schemas/index.ts';
import {
  baselineInWords,
  type ClauseFacts,
  type ClauseFailure,
  countRows,
  evidenceCaveat,
  failuresByCause,
  groupIds,
  groupSize,
  headline,
  isExcused,
  networkInWords,
  neverBegan,
  type PastRun,
  pastRun,
  shortFormInWords,
  targetName,
  testimonies,
  testimonyInWords,
  unjudgedGroups,
} from '../parts/index.ts';
import {
  EVIDENCE_WORDS,
  escapeXml,
  occurring,
  plural,
  timeInWords,
  VERDICT_MARKS,
  VERDICT_WORDS,
} from '../text/index.ts';
import { cardId } from './card-id.ts';
import { historyStrip } from './history-strip.ts';
import { latencyPlots } from './latency-plot.ts';
import { overview } from './overview.ts';

/** More links would push the picture of the run off the first screen. */
const LINKS_SHOWN = 20;

export interface RunCardParts {
  readonly facts: readonly ClauseFacts[];
  /** Index of the run on the page, and its name if there are several. */
  readonly run: number;
  readonly name?: string | undefined;
  /** Earlier runs, oldest first. */
  readonly past: readonly PastRun[];
}

/** The verdict, links to what failed, a picture of all clauses, and the facts of the run. */
export function runCard(record: ResultRecord, { facts, run, name, past }: RunCardParts): string {
  const caveat = evidenceCaveat(record);
  const failed = failedLinks(record, run);
  const reasons = reasonsOf(record);
  const circumstances = [...shortFormInWords(record), ...networkInWords(record), ...attested(record)];
  return `<article class="run ${record.verdict}">
${name === undefined ? '' : `<p class="run-name">${escapeXml(name)}</p>`}
<h2>${escapeXml(headline(record))}</h2>
${caveat === undefined ? '' : `<p class="caveat">${escapeXml(caveat)}</p>`}
${listOf(reasons)}
<div class="found">
${failed}
<div class="picture">${overview(record, facts, run)}</div>
</div>
${listOf(circumstances.map(escapeXml))}
${runFacts(record)}
${measured(record, past)}
<details class="more"><summary>Counts by level and evidence</summary>${countTable(record)}</details>
${unjudged(record)}
</article>`;
}

/** Why the verdict is what it is, and what to do if the run never began; the links say which clauses failed. */
function reasonsOf(record: ResultRecord): string[] {
  const cause = neverBegan(record);
  if (cause !== undefined) {
    const { happened, reason, remedy } = cause;
    return [
      `<strong>What happened</strong>: ${escapeXml(happened)}`,
      `<strong>Likely reason</strong>: ${escapeXml(reason)}`,
      `<strong>What to do</strong>: ${escapeXml(remedy)}`,
    ];
  }
  const failed = record.clauses.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
  const others = record.run.reasons.filter(
    (reason) => !failed.some(({ id }) => reason.startsWith(`${id} failed`)),
  );
  return [...others, ...baselineInWords(record)].map(escapeXml);
}

function failedLinks(record: ResultRecord, run: number): string {
  const causes = failuresByCause(record);
  if (causes.length === 0) return '';
  let room = LINKS_SHOWN;
  const items = causes.map(({ words, failures }) => {
    const shown = failures.slice(0, Math.max(0, room));
    room -= shown.length;
    const links = shown.map((failure) => failedLink(record, failure, run));
    if (links.length === 0) return '';
    return failures.length === 1
      ? links.join('')
      : `<li class="same">Same cause in ${failures.length} clauses: ${escapeXml(words)}<ul>${links.join('')}</ul></li>`;
  });
  const hidden = -Math.min(0, LINKS_SHOWN - causes.flatMap(({ failures }) => failures).length);
  const more = hidden === 0 ? '' : `<li><a href="#unmet">${plural(hidden, 'more clause')}</a></li>`;
  return `<nav class="failed" aria-label="${run === 0 ? 'What failed' : `What failed in run ${run + 1}`}"><ul>${items.join('')}${more}</ul></nav>`;
}

function failedLink(record: ResultRecord, { clause, example }: ClauseFailure, run: number): string {
  const { verdict } = example;
  const mark = `<span class="mark ${verdict}" aria-hidden="true">${VERDICT_MARKS[verdict]}</span>`;
  const href = escapeXml(`#${cardId(clause.id, run)}`);
  const known = isExcused(record, example) ? ' known' : '';
  return `<li>${mark} <a href="${href}">${escapeXml(clause.id)}</a>${known} <span class="rule-line">${escapeXml(clause.title)}</span></li>`;
}

function runFacts(record: ResultRecord): string {
  const { run, tool } = record;
  const facts = [
    ['Target', targetName(record)],
    ['Evidence', EVIDENCE_WORDS[run.evidence]],
    ['Run', `${run.id}, seed ${run.seed}${run.strict ? ', strict' : ''}`],
    ['Started', timeInWords(run.startedAt)],
    ['Sent', [plural(run.requests.calls, 'call'), plural(run.requests.markers, 'marker')].join(', ')],
    ['Graded by', `${tool.name} ${tool.version}`],
  ] as const;
  return `<dl>${facts.map(([term, value]) => `<div><dt>${term}</dt><dd>${escapeXml(value)}</dd></div>`).join('')}</dl>`;
}

function measured(record: ResultRecord, past: readonly PastRun[]): string {
  const parts = [
    ...(record.run.latency === undefined ? [] : [latencyPlots(record.run.latency)]),
    ...(past.length === 0 ? [] : [historyStrip([...past, pastRun(record)])]),
  ];
  return parts.length === 0 ? '' : `<div class="measured">${parts.join('\n')}</div>`;
}

/** What people attested, marked as such and kept apart from what was observed. */
function attested(record: ResultRecord): string[] {
  return testimonies(record).map(
    (one) => `attested, not observed: ${testimonyInWords(one)}: ${one.examples.join(', ')}`,
  );
}

function countTable({ clauses }: ResultRecord): string {
  const verdicts = occurring(clauses);
  if (verdicts.length === 0) return '';
  const head = verdicts.map(
    (verdict) =>
      `<th scope="col"><span class="mark ${verdict}" aria-hidden="true">${VERDICT_MARKS[verdict]}</span> ${VERDICT_WORDS[verdict]}</th>`,
  );
  const rows = countRows(clauses).map(({ level, evidence, count }) => {
    const cells = verdicts.map((verdict) => `<td>${count(verdict) || '<span class="none">0</span>'}</td>`);
    return `<tr><th scope="row">${level}, ${EVIDENCE_WORDS[evidence]}</th>${cells.join('')}</tr>`;
  });
  return `<div class="wide" tabindex="0"><table class="counts"><caption>Clauses by level and evidence</caption><thead><tr><th scope="col">Level</th>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function unjudged(record: ResultRecord): string {
  const items = unjudgedGroups(record).map(
    (group) =>
      `<strong>${VERDICT_WORDS[group.verdict]}</strong> (${groupSize(group)}): ${escapeXml(group.reason)}. <span class="ids">${escapeXml(groupIds(group))}</span>`,
  );
  return items.length === 0
    ? ''
    : `<details class="more"${record.verdict === 'incomplete' ? ' open' : ''}><summary>What was not judged, and why</summary>${listOf(items)}</details>`;
}

function listOf(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}
