/** Finished runs as one HTML file that needs no network and no other file. */
import type { ResultRecord } from '../../schemas/index.ts';
import { asset } from '../assets/index.ts';
import type { ClauseFacts, PastRun } from '../parts/index.ts';
import { ACCEPTANCE_CAVEAT, runNames, shortVerdict } from '../parts/index.ts';
import { lonePage } from './lone-page.ts';
import { pageData } from './page-data.ts';
import { runCard } from './run-card.ts';

/**
 * The report page: the verdict of each run in words and as a picture, failures and warnings by cause, and every clause
 * with its sources and examples. Text from a destination is data in it and never markup.
 *
 * @param records one run, or several to show side by side; at least one
 * @param facts clauses of the registry, for sources and arguments
 * @param past earlier runs, oldest first
 */
export function renderPage(
  records: readonly ResultRecord[],
  facts: readonly ClauseFacts[] = [],
  past: readonly PastRun[] = [],
): string {
  const style = asset('page.css');
  const script = asset('page.js');
  const title = `Astrolabe conformance: ${records.map(shortVerdict).join(', ')}`;
  const names = runNames(records);
  const cards = records.map((record, run) =>
    runCard(record, { facts, run, past, name: records.length > 1 ? names[run] : undefined }),
  );
  const body = `<a class="skip" href="#matrix">Skip to the clauses</a>
<header>
<div class="top"><h1>Astrolabe conformance</h1><div id="tools"></div></div>
<div class="runs">
${cards.join('\n')}
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
<script>${script}</script>`;
  return lonePage({ title, style, script, body });
}

/** In a script element, only `<` can end it or begin a comment. */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
