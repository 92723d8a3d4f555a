/** Finished runs as one HTML file that needs no network and no other file. */
import { createHash } from 'node:crypto';
import type { ResultRecord } from '../../schemas/index.ts';
import { asset } from '../assets/index.ts';
import type { ClauseFacts } from '../parts/index.ts';
import {
  ACCEPTANCE_CAVEAT,
  baselineInWords,
  countRows,
  evidenceCaveat,
  groupIds,
  groupSize,
  headline,
  shortVerdict,
  testimonies,
  testimonyInWords,
  unjudgedGroups,
} from '../parts/index.ts';
import { EVIDENCE_WORDS, escapeXml, occurring, plural, VERDICT_MARKS, VERDICT_WORDS } from '../text/index.ts';
import { pageData } from './page-data.ts';

/**
 * The report page: the verdict of each run in words, failures and warnings, a matrix of clauses, and every clause with
 * its sources and examples. Text from a destination is data in it and never markup.
 *
 * @param records one run, or several to show side by side; at least one
 * @param facts clauses of the registry, for sources and arguments
 */
export function renderPage(records: readonly ResultRecord[], facts: readonly ClauseFacts[] = []): string {
  const style = asset('page.css');
  const script = asset('page.js');
  const policy = `default-src 'none'; img-src data:; style-src '${digest(style)}'; script-src '${digest(script)}'; base-uri 'none'; form-action 'none'`;
  const title = escapeXml(`Astrolabe conformance: ${records.map(shortVerdict).join(', ')}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#matrix">Skip to the clauses</a>
<header>
<div class="top"><h1>Astrolabe conformance</h1><div id="tools"></div></div>
<div class="runs">
${records.map(runCard).join('\n')}
</div>
</header>
<main>
<noscript><p>The verdict is above. Clauses, examples and exchanges need JavaScript, which is switched off.</p></noscript>
<section id="unmet"></section>
<section id="matrix"></section>
<section id="clauses"></section>
</main>
<footer><p>${ACCEPTANCE_CAVEAT} Examples are printed only if they are open.</p></footer>
<script type="application/json" id="data">${inScript(JSON.stringify(pageData(records, facts)))}</script>
<script>${script}</script>
</body>
</html>
`;
}

function runCard(record: ResultRecord): string {
  const { run, target, tool, verdict } = record;
  const caveat = evidenceCaveat(record);
  const graded = target.embedded ? 'the embedded emulator' : target.baseUrl;
  const facts = [
    ['Target', graded],
    ['Evidence', EVIDENCE_WORDS[run.evidence]],
    ['Run', `${run.id}, seed ${run.seed}${run.strict ? ', strict' : ''}`],
    ['Started', run.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')],
    ['Sent', [plural(run.requests.calls, 'call'), plural(run.requests.markers, 'marker')].join(', ')],
    ['Graded by', `${tool.name} ${tool.version}`],
  ] as const;
  return `<article class="${verdict}">
<h2>${escapeXml(headline(record))}</h2>
${caveat === undefined ? '' : `<p class="caveat">${escapeXml(caveat)}</p>`}
${listOf([...run.reasons, ...baselineInWords(record), ...attested(record)].map(escapeXml))}
<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeXml(value)}</dd></div>`).join('')}</dl>
${countTable(record)}
${unjudged(record)}
</article>`;
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
    : `<details class="unjudged"><summary>What was not judged, and why</summary>${listOf(items)}</details>`;
}

function listOf(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

/** In a script element, only `<` can end it or begin a comment. */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function digest(content: string): string {
  return `sha256-${createHash('sha256').update(content, 'utf8').digest('base64')}`;
}
