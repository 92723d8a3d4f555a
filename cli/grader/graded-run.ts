/** What the page shows of a run: the judgement that `verify` prints, clause by clause, and the report. */
import type { GradeClause, GradeOutcome, JudgedClause } from '../../emulator/start.ts';
import type { CatalogueExample } from '../../harness/cucumber/catalogue.ts';
import { clauseTests, headline, REPORT_FORMATS, renderSummary } from '../../reports/index.ts';
import { VERDICT_WORDS } from '../../reports/text/index.ts';
import type { ExampleResult, ResultRecord, Verdict } from '../../schemas/index.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { ownClauseFacts } from '../grade/clause-facts.ts';
import { exitCodeOf, recordFault } from '../grade/read-record.ts';
import type { Shell } from '../shell.ts';

/** The clauses of the examples that run, in the order of the registry. */
export function plannedClauses(
  examples: readonly Pick<CatalogueExample, 'clauseId'>[],
): readonly GradeClause[] {
  const selected = new Set(examples.map(({ clauseId }) => clauseId));
  return ownClauseFacts()
    .filter(({ id }) => selected.has(id))
    .map(({ id, level, group, rule }) => ({ id, level, group, title: rule }));
}

/** Without a secret, because the record has none and the texts are redacted. */
export async function gradedRun(record: ResultRecord, shell: Shell): Promise<GradeOutcome> {
  const fault = recordFault(record);
  const exitCode = exitCodeOf(record, fault);
  const summary = renderSummary(record, { colour: false, width: shell.width, env: shell.env });
  const page = await REPORT_FORMATS.html.render({
    records: [record],
    facts: ownClauseFacts,
    terminal: shell,
  });
  const cards = cardsOf(record);
  const groups = new Map(ownClauseFacts().map(({ id, group }) => [id, group]));
  return {
    result: {
      headline: shell.redact(headline(record)),
      exitCode,
      meaning: EXIT_CODES[exitCode as keyof typeof EXIT_CODES],
      summary: shell.redact(fault === undefined ? summary : `${summary}\n\n${fault}`),
    },
    clauses: record.clauses.map(({ id, level, title, verdict, examples }) => ({
      ...{ id, level, title, group: groups.get(id) ?? id },
      judged: judgedClause(verdict, examples, cards.get(id)),
    })),
    page: shell.redact(page),
  };
}

/** @param card what there is to say of a failure */
export function judgedClause(
  verdict: Verdict,
  examples: readonly ExampleResult[] = [],
  card?: string,
): JudgedClause {
  const reasons = examples.flatMap(({ reason, difference }) => reason ?? difference?.message ?? []);
  const note = verdict === 'pass' ? undefined : (card ?? [...new Set(reasons)].join('\n'));
  return { verdict, word: VERDICT_WORDS[verdict], note: note === '' ? undefined : note };
}

/** The failure cards by the clauses. */
function cardsOf(record: ResultRecord): ReadonlyMap<string, string> {
  const tests = clauseTests(record).groups.flatMap((group) => group.tests);
  return new Map(
    tests.flatMap(({ clause, message }) =>
      clause === undefined || message === undefined ? [] : [[clause, message]],
    ),
  );
}
