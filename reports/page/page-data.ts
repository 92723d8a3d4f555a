/** The plain data that is embedded in the report page; every text is already safe to display. */
import type { ExampleResult, Exchange, ResultRecord, Verdict } from '../../schemas/index.ts';
import type { RequestForm } from '../form-names.ts';
import type { ClauseFacts } from '../parts/index.ts';
import {
  acceptance,
  complaint,
  differenceLines,
  httpMessage,
  requestAs,
  rerunCommand,
  testimonyInWords,
  unmetExamples,
} from '../parts/index.ts';
import { cut, EVIDENCE_WORDS, groupOf, oneLine, plain, VERDICT_MARKS, VERDICT_WORDS } from '../text/index.ts';

/** Longer texts are cut on the page; copying a body as JSON still copies all of it. */
const SHOWN_CHARACTERS = 4000;

/** Longer bodies are not offered as a command or a program. */
const COPIED_CHARACTERS = 64_000;

const COPY_FORMS: readonly RequestForm[] = ['curl', 'analytics.js', 'node', 'json'];

export interface PageExchange {
  readonly title: string;
  readonly request: string;
  readonly response: string;
  /** Texts to copy, by form. */
  readonly copies: Readonly<Partial<Record<RequestForm, string>>>;
}

export interface PageExample {
  readonly id: string;
  readonly name: string;
  readonly verdict: Verdict;
  readonly reason?: string | undefined;
  /** What is wrong, then expected and actual value; absent if nothing is wrong. */
  readonly difference?: readonly string[] | undefined;
  readonly steps: string;
  readonly location: string;
  readonly rerun: string;
  readonly notes: readonly string[];
  readonly exchanges: readonly PageExchange[];
}

export interface PageClause extends Omit<ClauseFacts, 'evidence' | 'unscenarioed'> {
  readonly evidence: string;
  /** Defects that the clause is proven to catch; absent if the record does not say. */
  readonly provenBy?: readonly string[] | undefined;
  /** Verdict and examples in each run; null if the run did not select the clause. */
  readonly runs: readonly ({ readonly verdict: Verdict; readonly examples: readonly PageExample[] } | null)[];
}

export interface PageData {
  /** A short name for each run, unique among them. */
  readonly runs: readonly string[];
  readonly clauses: readonly PageClause[];
  /** Examples that get a card, worst first, with the index of their run. */
  readonly unmet: readonly { readonly run: number; readonly clause: string; readonly example: string }[];
  readonly words: Readonly<Record<Verdict, string>>;
  readonly marks: Readonly<Record<Verdict, string>>;
}

/**
 * @param records runs to show side by side, against any targets
 * @param facts clauses of the registry; a clause that is missing there is shown without sources and argument
 */
export function pageData(records: readonly ResultRecord[], facts: readonly ClauseFacts[]): PageData {
  return {
    runs: runNames(records),
    clauses: clausesOf(records, facts),
    unmet: records.flatMap((record, run) =>
      unmetExamples(record).map(({ clause, example }) => ({ run, clause: clause.id, example: example.id })),
    ),
    words: VERDICT_WORDS,
    marks: VERDICT_MARKS,
  };
}

/** Runs by their ids; runs with the same id get a number. */
function runNames(records: readonly ResultRecord[]): string[] {
  const ids = records.map(({ run }) => oneLine(run.id));
  return ids.map((id, index) => (ids.indexOf(id) === ids.lastIndexOf(id) ? id : `${id} (${index + 1})`));
}

/** Clauses in the order of the registry, then those that it does not have. */
function clausesOf(records: readonly ResultRecord[], facts: readonly ClauseFacts[]): PageClause[] {
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
          return { verdict: own.verdict, examples: own.examples.map((one) => exampleOf(one, record)) };
        }),
      },
    ];
  });
}

function exampleOf(example: ExampleResult, record: ResultRecord): PageExample {
  const { id, name, verdict, reason, difference, steps, location, exchanges } = example;
  return {
    id: oneLine(id),
    name: oneLine(name),
    verdict,
    reason: reason === undefined || reason === difference?.message ? undefined : shown(reason),
    difference: difference && [shown(complaint(example)), ...differenceLines(difference)],
    steps: shown(steps.join('\n')),
    location: oneLine(location),
    rerun: rerunCommand(record, id),
    notes: notesOf(example),
    exchanges: exchanges.map(exchangeOf),
  };
}

function notesOf({ checklist = [], attestation }: ExampleResult): string[] {
  if (attestation === undefined) return checklist.map((state) => `Check in the workspace: ${shown(state)}`);
  return [...checklist.map(shown), oneLine(`${testimonyInWords(attestation)}; not observed by the run`)];
}

const PURPOSES = { call: 'Call', marker: 'Marker', records: 'Read-back' } as const;

function exchangeOf(exchange: Exchange): PageExchange {
  const { purpose, request, response, failure, durationMs } = exchange;
  const after = `after ${Math.round(durationMs)} ms`;
  const outcome =
    response === undefined
      ? 'no response'
      : `${response.status}${purpose === 'records' ? '' : ` (${acceptance(response.status)})`}`;
  return {
    title: `${PURPOSES[purpose]}: ${outcome} ${after}`,
    request: shown(requestAs('http', exchange) ?? ''),
    response:
      response === undefined
        ? shown(failure ?? 'no reason recorded')
        : shown(httpMessage(String(response.status), response.headers, response.body)),
    copies: copiesOf(exchange, request.body ?? ''),
  };
}

function copiesOf(exchange: Exchange, body: string): PageExchange['copies'] {
  const forms = body.length > COPIED_CHARACTERS ? COPY_FORMS.slice(-1) : COPY_FORMS;
  return Object.fromEntries(
    forms.flatMap((form) => {
      // A copied body is exactly the one that was sent.
      const text = form === 'json' ? exchange.request.body : requestAs(form, exchange);
      return text === undefined ? [] : [[form, text]];
    }),
  );
}

function shown(text: string): string {
  return plain(cut(text, SHOWN_CHARACTERS));
}
