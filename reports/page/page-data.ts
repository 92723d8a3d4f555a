/** The plain data that is embedded in the report page. */
import type { Exchange, ResultRecord, Verdict } from '../../schemas/index.ts';
import type { ClauseFacts } from '../parts/index.ts';
import { failuresByCause, runNames } from '../parts/index.ts';
import { EVIDENCE_WORDS, groupOf, oneLine, VERDICT_MARKS, VERDICT_WORDS } from '../text/index.ts';
import { cardId } from './card-id.ts';
import { exampleOf, type HeaderNumbers, type PageExample } from './page-example.ts';

export interface PageClause extends Omit<ClauseFacts, 'evidence' | 'unscenarioed'> {
  readonly evidence: string;
  /** Defects that the clause is proven to catch; absent if the record does not say. */
  readonly provenBy?: readonly string[] | undefined;
  /** Verdict and examples in each run; null if the run did not select the clause. */
  readonly runs: readonly ({ readonly verdict: Verdict; readonly examples: readonly PageExample[] } | null)[];
}

/** What commands need to know about a run, and its name, which no other run of the page has. */
export interface PageRun {
  readonly name: string;
  readonly run: Pick<
    ResultRecord['run'],
    'seed' | 'strict' | 'evidence' | 'options' | 'exploration' | 'selection'
  >;
  readonly target: ResultRecord['target'];
}

/** Clauses that failed in the same way in one run. */
export interface PageCause {
  readonly run: number;
  readonly words: string;
  /** Ids of clauses, the examples that stand for them, and further examples. */
  readonly cards: readonly {
    /** Its address on the page. */
    readonly id: string;
    readonly clause: string;
    readonly example: string;
    readonly others: readonly string[];
  }[];
}

export interface PageData {
  readonly runs: readonly PageRun[];
  readonly clauses: readonly PageClause[];
  /** What did not go as the contract says, the worst first. */
  readonly causes: readonly PageCause[];
  /** Headers of requests, which `PageStep` numbers. */
  readonly headers: readonly Exchange['request']['headers'][];
  readonly words: Readonly<Record<Verdict, string>>;
  readonly marks: Readonly<Record<Verdict, string>>;
}

/**
 * @param records runs to show side by side, against any targets
 * @param facts clauses of the registry; a clause that is missing there is shown without sources and argument
 */
export function pageData(records: readonly ResultRecord[], facts: readonly ClauseFacts[]): PageData {
  const headers = new Map<string, number>();
  const numberOf: HeaderNumbers = (one) => {
    const key = JSON.stringify(one);
    const number = headers.get(key) ?? headers.size;
    headers.set(key, number);
    return number;
  };
  const names = runNames(records);
  const clauses = clausesOf(records, facts, numberOf);
  return {
    runs: records.map((record, index) => runOf(record, names[index] ?? '')),
    clauses,
    causes: records.flatMap((record, run) => causesOf(record, run)),
    headers: [...headers.keys()].map((key) => JSON.parse(key)),
    words: VERDICT_WORDS,
    marks: VERDICT_MARKS,
  };
}

function runOf({ run, target }: ResultRecord, name: string): PageRun {
  const { seed, strict, evidence, options, exploration, selection } = run;
  return { name, run: { seed, strict, evidence, options, exploration, selection }, target };
}

function causesOf(record: ResultRecord, run: number): PageCause[] {
  return failuresByCause(record).map(({ words, failures }) => ({
    run,
    words,
    cards: failures.map(({ clause, example, others }) => ({
      id: oneLine(cardId(clause.id, run)),
      clause: oneLine(clause.id),
      example: oneLine(example.id),
      others: others.map(({ id }) => oneLine(id)),
    })),
  }));
}

/** Clauses in the order of the registry, then those that it does not have. */
function clausesOf(
  records: readonly ResultRecord[],
  facts: readonly ClauseFacts[],
  numberOf: HeaderNumbers,
): PageClause[] {
  const graded = records.flatMap(({ clauses }) => clauses);
  const order = [...facts, ...graded].map(({ id }) => id);
  return [...new Set(order)].flatMap((id): PageClause[] => {
    const clause = graded.find((one) => one.id === id);
    if (clause === undefined) return [];
    const known: Partial<ClauseFacts> = facts.find((one) => one.id === id) ?? {};
    return [
      {
        id: oneLine(id),
        rule: oneLine(clause.title),
        level: clause.level,
        provenance: clause.provenance,
        evidence: EVIDENCE_WORDS[clause.evidence],
        group: oneLine(known.group ?? groupOf(clause)),
        sources: known.sources ?? [],
        argument: known.argument,
        note: known.note,
        provenBy: clause.provenBy?.map(oneLine),
        runs: records.map((record) => {
          const own = record.clauses.find((one) => one.id === id);
          if (own === undefined) return null;
          const examples = own.examples.map((one) => exampleOf(one, record, numberOf));
          return { verdict: own.verdict, examples };
        }),
      },
    ];
  });
}
