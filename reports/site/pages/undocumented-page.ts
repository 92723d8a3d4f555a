/** What the documents do not say: what the emulator does, its alternatives, and what a target did. */
import type { ResultRecord } from '../../../schemas/index.ts';
import { type Block, heading, list, paragraph, toMarkdown, type Words } from '../../markup/index.ts';
import type { ClauseFacts } from '../../parts/index.ts';
import { addressOf } from '../chapters.ts';
import type { ChoiceFacts, SiteParts } from '../site-parts.ts';

export function undocumentedPage({ choices, clauses, record }: SiteParts): string {
  const ruleOf = new Map(clauses.map((clause) => [clause.id, clause]));
  const sections = [
    {
      title: 'Observed, never judged',
      about: 'A clause of level INFO observes these, so a run reports what the target did.',
      belongs: (choice: ChoiceFacts) => ruleOf.get(choice.about)?.level === 'INFO',
    },
    {
      title: 'Open within a graded clause',
      about: 'Each of these behaviours satisfies the clause.',
      belongs: (choice: ChoiceFacts) => (ruleOf.get(choice.about)?.level ?? 'INFO') !== 'INFO',
    },
    {
      title: 'Never graded',
      about: 'No clause covers these, and no run reports them.',
      belongs: (choice: ChoiceFacts) => !ruleOf.has(choice.about),
    },
  ];
  return toMarkdown([
    heading(1, 'What the documents do not say'),
    paragraph(
      'If no document specifies a behaviour, the emulator has a default, which `emulate --choice NAME=VALUE` changes. A destination that behaves differently is not wrong.',
    ),
    ...sections.flatMap(({ title, about, belongs }) => {
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
      `Default: \`${choice.default}\`. ${choice.why}`,
      `Alternatives: ${choice.alternatives.map((name) => `\`${name}\``).join(', ')}.`,
      ...(clause?.level === 'INFO' ? [`The target of this run: ${whatWasObserved(clause.id, record)}.`] : []),
    ]),
  ];
}

function whatWasObserved(id: string, record: ResultRecord): string {
  const examples = record.clauses.find((clause) => clause.id === id)?.examples ?? [];
  const reasons = [...new Set(examples.map(({ reason }) => reason ?? 'no observation recorded'))];
  return reasons.length === 0 ? 'not observed' : reasons.join('; ');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
