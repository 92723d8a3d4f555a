/** A load as Markdown, for a comment on a pull request. */
import type { LoadRecord } from '../../schemas/index.ts';
import type { LoadFound } from '../../verdict/index.ts';
import { cutText, escapeMarkdown, markdownList, markdownTable } from '../text/index.ts';
import { faultInWords, faultKinds, faultTotal, moreFaults } from './fault-words.ts';
import { certainty, grouped, latencyOf, loadFacts, loadHeadline, refusalsOf } from './load-words.ts';

/** A comment is read in passing; the page has the rest. */
const FAULTS = 10;
const CELL_LIMIT = 100;

/** Headline, facts, refusals, faults by kind, the first faults, and what the look cannot exclude. */
export function renderLoadMarkdown(record: LoadRecord): string {
  const { sent, found } = record;
  const latency = latencyOf(sent).map(([name, duration]) => `${name} ${duration}`);
  const facts = [
    ...loadFacts(record),
    ...(latency.length === 0 ? [] : [['Response time', latency.join(', ')] as const]),
  ];
  const blocks = [
    '## Astrolabe load',
    `**${escapeMarkdown(loadHeadline(record))}**`,
    ...markdownList(facts.map(([name, value]) => `${name}: ${escapeMarkdown(value)}`)),
    ...refusalBlocks(sent),
    ...(found === undefined || found.total === 0 ? [] : faultBlocks(found)),
    '### What this shows',
    ...markdownList(certainty(record).map(shown)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function refusalBlocks(sent: LoadRecord['sent']): string[] {
  const rows = refusalsOf(sent).map(({ outcome, calls, first }) => [
    escapeMarkdown(outcome),
    grouped(calls),
    shown(first),
  ]);
  return rows.length === 0
    ? []
    : ['### Not accepted', markdownTable(['outcome', 'calls', 'first response'], rows)];
}

function faultBlocks(found: LoadFound): string[] {
  const kinds = faultKinds(found).map(([kind, count]) => `${shown(kind)}: ${grouped(count)}`);
  const rows = found.faults.slice(0, FAULTS).map((fault) => {
    const { id, what, difference, clause } = faultInWords(fault, CELL_LIMIT);
    return [id, what, difference, clause].map(escapeMarkdown);
  });
  const more = moreFaults(found, rows.length);
  return [
    `### ${faultTotal(found)}`,
    ...markdownList(kinds),
    ...(rows.length === 0 ? [] : [markdownTable(['record', 'fault', 'difference', 'clause'], rows)]),
    ...(more === undefined ? [] : [`${more}.`]),
  ];
}

function shown(text: string): string {
  return escapeMarkdown(cutText(text, CELL_LIMIT * 3));
}
