/** What a person should check in the workspace after a run without read-back, and the person's answers. */
import type { Attestation, ExampleResult, Result, ResultRecord } from '../../schemas/index.ts';
import { judged } from '../../verdict/index.ts';
import { escapeMarkdown } from '../text/index.ts';

/**
 * Markdown to fill in: who looked and when, and a box for each example. Empty if the run listed nothing to check.
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
    `# Checklist for run ${record.run.id}`,
    '',
    'Look up each example in the workspace. Put `x` in its box if everything is as described and `-` if anything is',
    'not. Leave the box empty if you did not look. Then fill in your name and the date:',
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
  const run = /^# Checklist for run (\S+)/m.exec(text)?.[1];
  const by = /^- Attested by:[ \t]*(\S.*)$/m.exec(text)?.[1]?.trim();
  const at = /^- Attested on:[ \t]*(\S.*)$/m.exec(text)?.[1]?.trim();
  if (run === undefined)
    return { problem: 'this is not a checklist of a run: the line "# Checklist for run …" is missing' };
  if (by === undefined) return { problem: 'the checklist does not say who looked: fill in "Attested by:"' };
  if (at === undefined) return { problem: 'the checklist does not say when: fill in "Attested on:"' };
  const boxes = text.matchAll(/^- \[([xX-])\] `([^`]+)`/gm);
  const answers = [...boxes].map(([, mark, id = '']) => [id, { by, at, holds: mark !== '-' }] as const);
  return { value: { run, answers: new Map(answers) } };
}

/** The record with a person's answers beside what the run observed; they do not change the verdict of a clause. */
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
