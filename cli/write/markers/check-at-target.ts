/** `cite --check --base-url`: whether the cited examples pass at a destination of one's own. */
import { type CatalogueExample, readCatalogue } from '../../../harness/cucumber/catalogue.ts';
import { headline, oneLine } from '../../../reports/index.ts';
import { VERDICT_WORDS } from '../../../reports/text/index.ts';
import type { ExampleResult, ResultRecord, Verdict } from '../../../schemas/index.ts';
import { confirmRun, grade } from '../../grade/grade-run.ts';
import { openTarget } from '../../grade/open-target.ts';
import { CommandError, type Shell } from '../../shell.ts';
import type { CiteOptions } from '../cite.ts';
import { FINE } from './citation-text.ts';

/** What a run of the cited examples says. */
export interface CheckedAtTarget {
  /** Of the target, as it was given. */
  readonly baseUrl: string;
  /** How many examples passed, or were observed without judging. */
  readonly passed: number;
  /** Examples that neither passed nor failed there, each with the reason. */
  readonly unjudged: readonly string[];
  /** Why the run has no verdict; undefined if it has one. */
  readonly incomplete: string | undefined;
  /** @returns what is wrong with an example there; undefined if nothing is */
  problemOf(exampleId: string): string | undefined;
}

const BROKEN: ReadonlySet<Verdict> = new Set(['fail', 'warn']);

/**
 * Runs examples against the destination of the options, each once, as `verify` would.
 *
 * @param examples of clauses about destinations
 * @throws CommandError with exit code 2 if the options cannot be used or nothing may be sent, 4 if the target cannot be
 *   reached or refuses the key
 */
export async function checkAtTarget(
  options: CiteOptions,
  examples: readonly CatalogueExample[],
  shell: Shell,
): Promise<CheckedAtTarget> {
  const target = await openTarget(options, shell);
  try {
    const selection = { clauses: [], examples: examples.map(({ id }) => id) };
    const chosen = { catalogue: readCatalogue(), examples, selection };
    await confirmRun(options, { chosen, exploring: undefined }, target.settings, shell);
    return checked(await grade(target.settings, chosen, shell));
  } finally {
    await target.close();
  }
}

function checked(record: ResultRecord): CheckedAtTarget {
  const { run, target, verdict } = record;
  const why = oneLine(run.reasons.join('; ') || headline(record));
  if (run.exitCode === 4) throw new CommandError(4, `nothing could be checked at ${target.baseUrl}: ${why}`);
  const results = record.clauses.flatMap(({ examples }) => examples);
  return {
    baseUrl: target.baseUrl,
    passed: results.filter((one) => FINE.has(one.verdict)).length,
    unjudged: results
      .filter((one) => !FINE.has(one.verdict) && !BROKEN.has(one.verdict))
      .map((one) => `${one.id} could not be judged at ${target.baseUrl}: ${inWords(one)}`),
    incomplete: verdict === 'incomplete' || run.exitCode > 1 ? why : undefined,
    problemOf(exampleId) {
      const found = results.find(({ id, verdict }) => id === exampleId && BROKEN.has(verdict));
      return found && `the example ${exampleId} does not pass at ${target.baseUrl}: ${inWords(found)}`;
    },
  };
}

function inWords({ verdict, difference, reason }: ExampleResult): string {
  return oneLine(`${VERDICT_WORDS[verdict]}: ${difference?.message ?? reason ?? 'no reason recorded'}`);
}
