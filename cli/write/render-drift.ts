/** What `drift` found, for a reader. */
import type { Drift } from '../../harness/registry/index.ts';
import { oneLine } from '../../reports/index.ts';

interface SentencePlace {
  readonly paragraph: number;
  readonly sentence: number;
}

/** A line for each difference, grouped by what has to be done; one line if there is none. */
export function renderDrift({ lost, uncovered, stale, moved }: Drift): string {
  const blocks = [
    block(
      'These sentences are no longer on the page, and clauses cite them. Read the page, then correct rule and pointer:',
      lost.flatMap(({ clauseIds, instead, ...place }) => [
        `${at(place)}: ${clauseIds.join(', ')}`,
        ...(instead === undefined ? [] : [`  there now: ${oneLine(instead.text)}`]),
      ]),
    ),
    block(
      'These sentences have neither a clause nor an entry in features/page-sentences.yaml. Add one:',
      uncovered.map((sentence) => `${at(sentence)}: ${oneLine(sentence.text)}`),
    ),
    block(
      'These entries of features/page-sentences.yaml match no sentence of the page. Remove them:',
      stale.map((place) => `${at(place)}: sha256 ${place.sha256}`),
    ),
    block(
      'These sentences only moved. Correct the numbers in features/clauses.yaml:',
      moved.map(({ to, ...place }) => `${at(place)} is now ${at(to)}`),
    ),
  ].filter((text) => text !== '');
  return blocks.length === 0
    ? 'The page still says what the registry cites: every sentence has a clause, or a reason to have none.\n'
    : `${blocks.join('\n\n')}\n`;
}

function block(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [heading, ...lines.map((line) => `  ${line}`)].join('\n');
}

function at({ paragraph, sentence }: SentencePlace): string {
  return `paragraph ${paragraph}, sentence ${sentence}`;
}
