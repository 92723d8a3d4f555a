/** What the documents do not say: what the emulator does there, what else it could do, and what a target did. */
import type { ResultRecord } from '../../schemas/index.ts';
import { type Block, heading, list, paragraph, toMarkdown, type Words } from '../markup/index.ts';
import type { ClauseFacts } from '../parts/index.ts';
import { addressOf } from './chapters.ts';
import type { ChoiceFacts, SiteParts } from './site-parts.ts';

export function undocumentedPage({ choices, clauses, record }: SiteParts): string {
  const ruleOf = new Map(clauses.map((clause) => [clause.id, clause]));
  const kinds = [
    {
      title: 'Observed, never judged',
      about: 'A clause of level INFO looks at these, so a run says what the target did.',
      belongs: (choice: ChoiceFacts) => ruleOf.get(choice.about)?.level === 'INFO',
    },
    {
      title: 'Room within a graded clause',
      about: 'The clause holds whichever way these are settled.',
      belongs: (choice: ChoiceFacts) => (ruleOf.get(choice.about)?.level ?? 'INFO') !== 'INFO',
    },
    {
      title: 'Never graded',
      about: 'No clause looks at these, and no run says anything about them.',
      belongs: (choice: ChoiceFacts) => !ruleOf.has(choice.about),
    },
  ];
  return toMarkdown([
    heading(1, 'What the documents do not say'),
    paragraph(
      'Where no document settles what a destination does, the emulator has a default, and each can be set otherwise with `emulate --choice NAME=VALUE`. A destination that does something else is not wrong.',
    ),
    ...kinds.flatMap(({ title, about, belongs }) => {
      const own = choices.filter(belongs);
      if (own.length === 0) return [];
      return [
        heading(2, title),
        paragraph(about),
        ...own.flatMap((choice) => choiceBlocks(choice, ruleOf.get(choice.about), record)),
      ];
    }),
  ]);
}

function choiceBlocks(choice: ChoiceFacts, clause: ClauseFacts | undefined, record: ResultRecord): Block[] {
  const topic: Words =
    clause === undefined
      ? [`${capitalised(choice.about.replace(/^never graded: /, ''))}.`]
      : [`${clause.rule} (`, { label: clause.id, address: addressOf(clause.id) }, ').'];
  return [
    heading(3, choice.name),
    paragraph(topic),
    list([
      `By default the emulator does \`${choice.default}\`. ${choice.why}`,
      `Alternatives: ${choice.alternatives.map((name) => `\`${name}\``).join(', ')}.`,
      ...(clause?.level === 'INFO' ? [`The target of this run: ${whatWasSeen(clause.id, record)}.`] : []),
    ]),
  ];
}

function whatWasSeen(id: string, record: ResultRecord): string {
  const examples = record.clauses.find((clause) => clause.id === id)?.examples ?? [];
  const reasons = [...new Set(examples.map(({ reason }) => reason ?? 'nothing was noted'))];
  return reasons.length === 0 ? 'was not asked' : reasons.join('; ');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
