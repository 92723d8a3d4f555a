/** What the report page shows, as the plain data that is embedded in it: every text already harmless to display. */
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

/** Beyond this a text is cut on the page; copying the body as JSON still gives all of it. */
const SHOWN_CHARACTERS = 4000;

/** Beyond this a body is not written as a command or a program any more. */
const COPIED_CHARACTERS = 64_000;

const COPY_FORMS: readonly RequestForm[] = ['curl', 'analytics.js', 'node', 'json'];

export interface PageExchange {
  readonly title: string;
  readonly request: string;
  readonly answer: string;
  /** What can be copied, by its form. */
  readonly copies: Readonly<Partial<Record<RequestForm, string>>>;
}

export interface PageExample {
  readonly id: string;
  readonly name: string;
  readonly verdict: Verdict;
  readonly reason?: string;
  /** What was wrong, where something was: the complaint, then expected and actual. */
  readonly difference?: readonly string[];
  readonly steps: string;
  readonly location: string;
  readonly rerun: string;
  readonly notes: readonly string[];
  readonly exchanges: readonly PageExchange[];
}

export interface PageClause extends Omit<ClauseFacts, 'evidence' | 'unscenarioed'> {
  readonly evidence: string;
  /** Defects that the clause has been shown to catch; absent where the record does not say. */
  readonly provenBy?: readonly string[];
  /** For each run its verdict and examples; null where the run did not select the clause. */
  readonly runs: readonly ({ readonly verdict: Verdict; readonly examples: readonly PageExample[] } | null)[];
}

export interface PageData {
  /** A short name for each run, unique among them. */
  readonly runs: readonly string[];
  readonly clauses: readonly PageClause[];
  /** Examples that ask for attention, worst first, by the index of their run. */
  readonly unmet: readonly { readonly run: number; readonly clause: string; readonly example: string }[];
  readonly words: Readonly<Record<Verdict, string>>;
  readonly marks: Readonly<Record<Verdict, string>>;
}

/**
 * @param records runs to show side by side, of any targets
 * @param facts clauses of the registry, for sources and arguments; a clause that is missing there is shown without
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

/** Runs by their ids; one that is given twice is told apart by its place. */
function runNames(records: readonly ResultRecord[]): string[] {
  const ids = records.map(({ run }) => oneLine(run.id));
  return ids.map((id, index) => (ids.indexOf(id) === ids.lastIndexOf(id) ? id : `${id} (${index + 1})`));
}

/** Clauses in the registry's order, then those that it does not know. */
function clausesOf(records: readonly ResultRecord[], facts: readonly ClauseFacts[]): PageClause[] {
  const graded = records.flatMap(({ clauses }) => clauses);
  const order = [...facts, ...graded].map(({ id }) => id);
  return [...new Set(order)].flatMap((id): PageClause[] => {
    const clause = graded.find((one) => one.id === id);
    if (clause === undefined) return [];
    const { argument, note, ...known } = facts.find((one) => one.id === id) ?? ({} as Partial<ClauseFacts>);
    return [
      {
        id: oneLine(id),
        rule: oneLine(clause.title),
        level: clause.level,
        provenance: clause.provenance,
        evidence: EVIDENCE_WORDS[clause.evidence],
        group: oneLine(known.group ?? groupOf(clause)),
        sources: known.sources ?? [],
        ...(argument === undefined ? {} : { argument }),
        ...(note === undefined ? {} : { note }),
        ...(clause.provenBy === undefined ? {} : { provenBy: clause.provenBy.map(oneLine) }),
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
    ...(reason === undefined || reason === difference?.message ? {} : { reason: shown(reason) }),
    ...(difference === undefined
      ? {}
      : { difference: [shown(complaint(example)), ...differenceLines(difference)] }),
    steps: shown(steps.join('\n')),
    location: oneLine(location),
    rerun: rerunCommand(record, id),
    notes: notesOf(example),
    exchanges: exchanges.map(exchangeOf),
  };
}

function notesOf({ checklist = [], attestation }: ExampleResult): string[] {
  if (attestation === undefined)
    return checklist.map((state) => `To be seen in the workspace: ${shown(state)}`);
  const said = testimonyInWords({ ...attestation, examples: [] });
  return [...checklist.map(shown), oneLine(`${said}; the run itself did not look`)];
}

const PURPOSES = { call: 'Call', marker: 'Marker', records: 'Read-back' } as const;

function exchangeOf(exchange: Exchange): PageExchange {
  const { purpose, request, response, failure, durationMs } = exchange;
  const after = `after ${Math.round(durationMs)} ms`;
  const answered =
    response === undefined
      ? `no answer ${after}`
      : `answered ${response.status}${purpose === 'records' ? '' : `, ${acceptance(response.status)}`}, ${after}`;
  return {
    title: `${PURPOSES[purpose]}: ${answered}`,
    request: shown(requestAs('http', exchange) ?? ''),
    answer:
      response === undefined
        ? shown(failure ?? 'no reason was recorded')
        : shown(httpMessage(String(response.status), response.headers, response.body)),
    copies: copiesOf(exchange, request.body ?? ''),
  };
}

function copiesOf(exchange: Exchange, body: string): PageExchange['copies'] {
  const forms = body.length > COPIED_CHARACTERS ? COPY_FORMS.slice(-1) : COPY_FORMS;
  return Object.fromEntries(
    forms.flatMap((form) => {
      // A copied body is the one that was sent, to the letter.
      const text = form === 'json' ? exchange.request.body : requestAs(form, exchange);
      return text === undefined ? [] : [[form, text]];
    }),
  );
}

function shown(text: string): string {
  return plain(cut(text, SHOWN_CHARACTERS));
}
