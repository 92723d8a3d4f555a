/** What a person should see in the workspace after a run that could not look itself, and the person's answers. */
import type { Attestation, ExampleResult, Result, ResultRecord } from '../../schemas/index.ts';
import { judged } from '../../verdict/index.ts';
import { escapeMarkdown } from '../text/index.ts';

/**
 * Markdown to fill in: who looked and when, and a box for each example. Empty where the run listed nothing to see.
 */
export function renderChecklist(record: ResultRecord): string {
  const clauses = record.clauses
    .map((clause) => ({
      ...clause,
      examples: clause.examples.filter(({ checklist }) => checklist !== undefined),
    }))
    .filter(({ examples }) => examples.length > 0);
  if (clauses.length === 0) return '';
  return [
    `# What to see after run ${record.run.id}`,
    '',
    'Look each example up in the workspace. Put `x` into its box where everything is as it says, `-` where something',
    'is not, and leave the box empty where you did not look. Then name yourself and the day:',
    '',
    '- Attested by: ',
    '- Attested on: ',
    '',
    ...clauses.flatMap(({ id, level, title, examples }) => [
      `## ${id} (${level})`,
      '',
      `${escapeMarkdown(title)}.`,
      '',
      ...examples.flatMap(({ id: example, checklist = [] }) => [
        `- [ ] \`${example}\``,
        ...checklist.map((state) => `  - ${escapeMarkdown(state)}`),
      ]),
      '',
    ]),
  ].join('\n');
}

/** A checklist that a person has filled in. */
export interface FilledChecklist {
  /** Id of the run that it belongs to. */
  readonly run: string;
  /** By example id; examples whose box is empty are left out. */
  readonly answers: ReadonlyMap<string, Attestation>;
}

export function readChecklist(text: string): Result<FilledChecklist> {
  const run = /^# What to see after run (\S+)/m.exec(text)?.[1];
  const by = /^- Attested by:[ \t]*(\S.*)$/m.exec(text)?.[1]?.trim();
  const at = /^- Attested on:[ \t]*(\S.*)$/m.exec(text)?.[1]?.trim();
  if (run === undefined) return { problem: 'this is no checklist of a run: its first line is missing' };
  if (by === undefined) return { problem: 'the checklist does not say who looked: fill in "Attested by:"' };
  if (at === undefined) return { problem: 'the checklist does not say when: fill in "Attested on:"' };
  const boxes = text.matchAll(/^- \[([xX-])\] `([^`]+)`/gm);
  const answers = [...boxes].map(([, mark, id = '']) => [id, { by, at, holds: mark !== '-' }] as const);
  return { value: { run, answers: new Map(answers) } };
}

/** The record with a person's word beside what the run saw; verdicts stay what they are. */
export function attest(record: ResultRecord, answers: ReadonlyMap<string, Attestation>): ResultRecord {
  const withAnswer = (example: ExampleResult): ExampleResult => {
    const attestation = answers.get(example.id);
    return attestation === undefined || example.checklist === undefined
      ? example
      : { ...example, attestation };
  };
  const clauses = record.clauses.map((clause) => ({ ...clause, examples: clause.examples.map(withAnswer) }));
  return judged({ ...record, clauses });
}
