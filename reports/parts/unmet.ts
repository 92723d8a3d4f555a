/** The examples of a run that did not go as the contract says, and what belongs to each. */
import {
  type ClauseResult,
  type ExampleResult,
  type Exchange,
  isSuccessStatus,
  type ResultRecord,
  type Verdict,
} from '../../schemas/index.ts';

/** An example that gets a card, with its clause. */
export interface Unmet {
  readonly clause: ClauseResult;
  readonly example: ExampleResult;
}

const UNMET: readonly Verdict[] = ['fail', 'harness-error', 'warn'];

/** The examples of a run that get a card: failures, tool errors, warnings, in that order. */
export function unmetExamples({ clauses }: Pick<ResultRecord, 'clauses'>): Unmet[] {
  const all = clauses.flatMap((clause) => clause.examples.map((example) => ({ clause, example })));
  return UNMET.flatMap((verdict) => all.filter(({ example }) => example.verdict === verdict));
}

/** True if the baseline excuses the example. */
export function isExcused({ run }: Pick<ResultRecord, 'run'>, { id }: Pick<ExampleResult, 'id'>): boolean {
  return run.baseline?.excused.includes(id) === true;
}

/** What is wrong, in one text; never empty. */
export function complaint({ difference, reason }: ExampleResult): string {
  return abridged(difference?.message ?? reason ?? 'no reason recorded');
}

const NAMES_SHOWN = 3;
const LONG_LIST = /"(?:[^"\\\n]|\\.)*"(?:, "(?:[^"\\\n]|\\.)*"){5,}/g;

/** Forty names in a row are counted: the difference has each of them. */
function abridged(message: string): string {
  return message.replaceAll(LONG_LIST, (list) => {
    const names = list.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
    return `${names.slice(0, NAMES_SHOWN).join(', ')} and ${names.length - NAMES_SHOWN} more`;
  });
}

/** What an example sent; for one that failed because the control's User did not show, what that control sent. */
export function exchangesOf(
  { run, controls = [] }: Pick<ResultRecord, 'run' | 'controls'>,
  example: ExampleResult,
): readonly Exchange[] {
  if (example.exchanges.length > 0 || example.difference?.message !== run.findings?.invisibleUser) {
    return example.exchanges;
  }
  return controls.filter(
    ({ purpose, response }) =>
      purpose === 'records' || (response !== undefined && isSuccessStatus(response.status)),
  );
}
