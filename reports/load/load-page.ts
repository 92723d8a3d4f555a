/** A load as one HTML file that needs no network, no script and no other file. */
import type { LoadRecord } from '../../schemas/index.ts';
import { asset } from '../assets/index.ts';
import { lonePage } from '../page/index.ts';
import { ACCEPTANCE_CAVEAT } from '../parts/index.ts';
import { escapeXml, oneLine } from '../text/index.ts';
import { loadCharts } from './load-charts.ts';
import { faultSection, refusalSection } from './load-tables.ts';
import { certainty, LOAD_TONES, latencyOf, loadFacts, loadHeadline } from './load-words.ts';

/**
 * The verdict, the facts of the load, charts over time, what was not accepted, faults, and what the look cannot exclude.
 * Text from a destination is text in it and never markup.
 */
export function renderLoadPage(record: LoadRecord): string {
  const faults = faultSection(record.found);
  const body = `<a class="skip" href="#${faults === '' ? 'certainty' : 'faults'}">Skip to ${faults === '' ? 'what this shows' : 'the faults'}</a>
<header>
<div class="top"><h1>Astrolabe load</h1></div>
<article class="run ${LOAD_TONES[record.verdict]}">
<h2>${escapeXml(loadHeadline(record))}</h2>
${termsOf(loadFacts(record))}
${latencyTerms(record)}
</article>
</header>
<main>
<section id="time"><h2>Over time</h2>${loadCharts(record)}</section>
${refusalSection(record.sent)}
${faults}
<section id="certainty"><h2>What this shows</h2>${listOf(certainty(record))}</section>
</main>
<footer><p>${ACCEPTANCE_CAVEAT}</p></footer>`;
  return lonePage({ title: `Astrolabe load: ${record.verdict}`, style: asset('load.css'), body });
}

function latencyTerms({ sent }: LoadRecord): string {
  const latency = latencyOf(sent);
  return latency.length === 0 ? '' : `<h3>Response time</h3>${termsOf(latency)}`;
}

function termsOf(facts: readonly (readonly [string, string])[]): string {
  const items = facts.map(([term, value]) => `<div><dt>${term}</dt><dd>${escapeXml(value)}</dd></div>`);
  return `<dl>${items.join('')}</dl>`;
}

function listOf(sentences: readonly string[]): string {
  return `<ul>${sentences.map((sentence) => `<li>${escapeXml(oneLine(sentence))}</li>`).join('')}</ul>`;
}
