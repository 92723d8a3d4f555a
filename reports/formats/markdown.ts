/** A run as Markdown, for a comment on a pull request. */
import type { ResultRecord } from '../../schemas/index.ts';
import {
  baselineInWords,
  cardTitle,
  complaint,
  countRows,
  evidenceCaveat,
  failuresByCause,
  groupIds,
  groupSize,
  headline,
  isExcused,
  networkInWords,
  neverBegan,
  renderClauseCard,
  shortFormInWords,
  testimonies,
  testimonyInWords,
  unjudgedGroups,
  unmetExamples,
  unprovenClauses,
} from '../parts/index.ts';
import {
  cut,
  EVIDENCE_WORDS,
  escapeInHtml,
  escapeMarkdown,
  fenced,
  markdownList as listed,
  occurring,
  plural,
  markdownTable as table,
  VERDICT_WORDS,
} from '../text/index.ts';

/** A comment on GitHub has at most 65,536 characters: rows and cards together stay below that. */
const ROWS = 50;
const CARD_CHARACTERS = 25_000;
const CELL_LIMIT = 300;

/** Headline, reasons, counts, unmet examples with collapsed cards, and what was not judged. */
export function renderMarkdown(record: ResultRecord): string {
  const { run, target } = record;
  const caveat = evidenceCaveat(record);
  const graded = target.embedded ? 'the embedded emulator' : escapeMarkdown(target.baseUrl);
  const blocks = [
    '## Astrolabe conformance',
    `**${escapeMarkdown(headline(record))}**`,
    ...(caveat === undefined ? [] : [caveat]),
    ...reasonBlocks(record),
    `Target: ${graded} · run ${escapeMarkdown(run.id)} · seed ${run.seed} · evidence: ${EVIDENCE_WORDS[run.evidence]}`,
    ...listed(shortFormInWords(record).map((sentence) => `Short form: ${escapeMarkdown(sentence)}`)),
    ...listed(networkInWords(record).map((sentence) => `Network: ${escapeMarkdown(sentence)}`)),
    ...(neverBegan(record) === undefined ? gradedBlocks(record) : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Why the verdict is what it is; what to do if the run never began. */
function reasonBlocks(record: ResultRecord): string[] {
  const cause = neverBegan(record);
  if (cause === undefined) {
    return listed([...record.run.reasons, ...baselineInWords(record)].map(escapeMarkdown));
  }
  const { happened, reason, remedy } = cause;
  return listed([
    `**What happened**: ${escapeMarkdown(happened)}`,
    `**Likely reason**: ${escapeMarkdown(reason)}`,
    `**What to do**: ${escapeMarkdown(remedy)}`,
  ]);
}

function gradedBlocks(record: ResultRecord): string[] {
  return [
    ...countTable(record),
    ...unmetBlocks(record),
    ...unjudgedBlocks(record),
    ...attestedBlocks(record),
    ...unprovenBlocks(record),
  ];
}

function countTable({ clauses }: ResultRecord): string[] {
  const verdicts = occurring(clauses);
  if (verdicts.length === 0) return [];
  return [
    table(
      ['level', 'evidence', ...verdicts.map((verdict) => VERDICT_WORDS[verdict])],
      countRows(clauses).map(({ level, evidence, count }) => [
        level,
        EVIDENCE_WORDS[evidence],
        ...verdicts.map((verdict) => String(count(verdict))),
      ]),
    ),
  ];
}

function unmetBlocks(record: ResultRecord): string[] {
  const unmet = unmetExamples(record);
  if (unmet.length === 0) return [];
  const rows = unmet
    .slice(0, ROWS)
    .map(({ clause, example }) => [
      escapeMarkdown(example.id),
      clause.level,
      `${VERDICT_WORDS[example.verdict]}${isExcused(record, example) ? ', known' : ''}`,
      escapeMarkdown(cut(clause.title, CELL_LIMIT)),
      escapeMarkdown(cut(complaint(example), CELL_LIMIT)),
    ]);
  const hidden = unmet.length - rows.length;
  return [
    '### Failures and warnings',
    table(['example', 'level', 'verdict', 'rule', 'result'], rows),
    ...(hidden > 0 ? [`${plural(hidden, 'more example')} in conformance.json.`] : []),
    ...foldedCards(record),
  ];
}

/** One folded card per clause; clauses that failed in the same way are under one heading. */
function foldedCards(record: ResultRecord): string[] {
  let room = CARD_CHARACTERS;
  return failuresByCause(record)
    .flatMap(({ words, failures }) => [
      ...(failures.length > 1
        ? [`**Same cause in ${failures.length} clauses:** ${escapeMarkdown(words)}`]
        : []),
      ...failures.map(
        (failure, index) =>
          `<details><summary>${escapeInHtml(cardTitle(failure))}</summary>\n\n${fenced(renderClauseCard(record, failure, index > 0))}\n\n</details>`,
      ),
    ])
    .filter(({ length }) => {
      room -= length;
      return room >= 0;
    });
}

function unjudgedBlocks(record: ResultRecord): string[] {
  const items = unjudgedGroups(record).map(
    (group) =>
      `**${VERDICT_WORDS[group.verdict]}** (${groupSize(group)}): ${escapeMarkdown(group.reason)}. ${escapeMarkdown(groupIds(group))}`,
  );
  return items.length === 0 ? [] : ['### Not judged', ...listed(items)];
}

function attestedBlocks(record: ResultRecord): string[] {
  const items = testimonies(record).map(
    (testimony) =>
      `${escapeMarkdown(testimonyInWords(testimony))}: ${escapeMarkdown(testimony.examples.join(', '))}`,
  );
  return items.length === 0 ? [] : ['### Attested, not observed', ...listed(items)];
}

function unprovenBlocks(record: ResultRecord): string[] {
  const ids = unprovenClauses(record).map(escapeMarkdown);
  return ids.length === 0 ? [] : [`Unproven, no known defect is caught by these clauses: ${ids.join(', ')}`];
}
