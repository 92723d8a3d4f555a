/** What `drift` found, for a reader. */
import type { Drift } from '../../harness/registry/index.ts';
import { oneLine } from '../../reports/index.ts';

type Place = { readonly paragraph: number; readonly sentence: number };

/** A line for each finding, grouped by what has to be done; one line where there is none. */
export function renderDrift({ lost, uncovered, stale, moved }: Drift): string {
  const blocks = [
    block(
      'These sentences cannot be found, and clauses rest on them. Read the page, then correct rule and pointer:',
      lost.flatMap(({ clauseIds, instead, ...place }) => [
        `${at(place)}: ${clauseIds.join(', ')}`,
        ...(instead === undefined ? [] : [`  there now: ${oneLine(instead.text)}`]),
      ]),
    ),
    block(
      'These sentences have neither a clause nor a place in features/page-sentences.yaml. Give them one:',
      uncovered.map((sentence) => `${at(sentence)}: ${oneLine(sentence.text)}`),
    ),
    block(
      'These entries of features/page-sentences.yaml fit no sentence any more. Take them out:',
      stale.map((place) => `${at(place)}: sha256 ${place.sha256}`),
    ),
    block(
      'These sentences moved, unchanged. Correct the numbers in features/clauses.yaml:',
      moved.map(({ to, ...place }) => `${at(place)} is now ${at(to)}`),
    ),
  ].filter((text) => text !== '');
  return blocks.length === 0
    ? 'The page says what the registry rests on: every sentence has its clause, or its reason to have none.\n'
    : `${blocks.join('\n\n')}\n`;
}

function block(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [heading, ...lines.map((line) => `  ${line}`)].join('\n');
}

function at({ paragraph, sentence }: Place): string {
  return `paragraph ${paragraph}, sentence ${sentence}`;
}
