/** A clause as a passage for somebody's documentation: rule, sources, an example that really ran, the last verdict. */
import type { EvidenceKind, ExampleResult, Exchange, ResultRecord, Verdict } from '../../schemas/index.ts';
import type { CitationFormat, RequestForm } from '../form-names.ts';
import {
  type Block,
  code,
  heading,
  list,
  markdownToHtml,
  paragraph,
  toAsciidoc,
  toMarkdown,
  type Words,
} from '../markup/index.ts';
import type { ClauseFacts, SourceFacts } from '../parts/index.ts';
import { excerpt, httpMessage, requestAs } from '../parts/index.ts';
import { EVIDENCE_WORDS, VERDICT_WORDS } from '../text/index.ts';

/** What a run said about a clause. */
export interface LastVerdict {
  readonly verdict: Verdict;
  /** ISO 8601 time at which the run started. */
  readonly at: string;
  /** Whom it graded, in words or as a URL. */
  readonly target: string;
  readonly evidence: EvidenceKind;
  readonly runId: string;
}

/** Everything that is said about one clause. */
export interface Citation {
  readonly clause: ClauseFacts;
  /** An example that was executed; absent where the clause has none. */
  readonly example?: ExampleResult;
  /** By whom and when it was executed, in words. */
  readonly executed?: string;
  readonly last?: LastVerdict;
}

/**
 * A citation for each clause.
 *
 * @param executed a run whose examples are shown, the first of each clause
 * @param record a run whose verdicts are cited
 */
export function citationsOf(
  clauses: readonly ClauseFacts[],
  executed: ResultRecord | undefined,
  record: ResultRecord | undefined,
): Citation[] {
  return clauses.map((clause) => {
    const example = executed?.clauses.find(({ id }) => id === clause.id)?.examples[0];
    const last = record === undefined ? undefined : lastVerdict(clause.id, record);
    return {
      clause,
      ...(example === undefined || executed === undefined ? {} : { example, executed: executedBy(executed) }),
      ...(last === undefined ? {} : { last }),
    };
  });
}

function executedBy({ tool, run, target }: ResultRecord): string {
  return `on ${run.startedAt.slice(0, 10)} by ${tool.name} ${tool.version} against ${whomOf(target)}`;
}

/** What a run said about a clause; undefined where it was not among the selected ones. */
export function lastVerdict(id: string, { run, target, clauses }: ResultRecord): LastVerdict | undefined {
  const graded = clauses.find((one) => one.id === id);
  if (graded === undefined) return undefined;
  return {
    verdict: graded.verdict,
    at: run.startedAt,
    target: whomOf(target),
    evidence: run.evidence,
    runId: run.id,
  };
}

function whomOf({ embedded, baseUrl }: ResultRecord['target']): string {
  return embedded ? 'the embedded emulator' : baseUrl;
}

/** The citation as text to paste. */
export function renderCitation(citation: Citation, format: CitationFormat, form: RequestForm): string {
  const blocks = citationBlocks(citation, form);
  switch (format) {
    case 'markdown':
      return toMarkdown(blocks);
    case 'html':
      return markdownToHtml(toMarkdown(blocks));
    case 'asciidoc':
      return toAsciidoc(blocks);
  }
}

/**
 * The same as parts of a larger document.
 *
 * @param depth of its heading
 */
export function citationBlocks(
  { clause, example, executed, last }: Citation,
  form: RequestForm,
  depth: 2 | 3 = 2,
): Block[] {
  return [
    heading(depth, `${clause.id}: ${clause.rule}`),
    paragraph(standing(clause)),
    ...(clause.argument === undefined ? [] : [paragraph(clause.argument)]),
    ...(clause.note === undefined ? [] : [paragraph(clause.note)]),
    ...(clause.sources.length === 0 ? [] : [paragraph('Sources:'), list(clause.sources.map(sourceWords))]),
    ...(last === undefined ? [] : [paragraph(lastWords(last))]),
    ...(example === undefined ? [] : exampleBlocks(example, executed, form)),
    ...(clause.unscenarioed === undefined ? [] : [paragraph(`There is no example: ${clause.unscenarioed}`)]),
  ];
}

const LEVELS = {
  MUST: 'MUST: a destination that breaks it is not conformant.',
  SHOULD: 'SHOULD: a destination that breaks it is warned.',
  INFO: 'INFO: observed and reported, never judged.',
} as const;

const PROVENANCES = {
  documented: 'Documented: a source says it.',
  inferred: 'Inferred: it follows from its sources.',
  assumed: "Assumed: no source says it, it is this project's own.",
} as const;

const EVIDENCE = {
  wire: 'The answer alone shows it.',
  readback: 'It takes a look at what was stored.',
} as const;

function standing({ level, provenance, evidence }: ClauseFacts): string {
  return `${LEVELS[level]} ${PROVENANCES[provenance]} ${EVIDENCE[evidence]}`;
}

function sourceWords({ label, address, version }: SourceFacts): Words {
  const rest = version === undefined ? ' (not verified: nobody has read it)' : ` (${version})`;
  return address === undefined ? `${label}${rest}` : [{ label, address }, rest];
}

function lastWords({ verdict, at, target, evidence, runId }: LastVerdict): string {
  return `Last verdict: ${VERDICT_WORDS[verdict]} on ${at.slice(0, 10)}, ${target}, evidence: ${EVIDENCE_WORDS[evidence]} (run ${runId}).`;
}

function exampleBlocks(example: ExampleResult, executed: string | undefined, form: RequestForm): Block[] {
  const { shown, hidden } = excerpt(example.exchanges);
  const ran = executed === undefined ? '' : ` Executed ${executed}: ${VERDICT_WORDS[example.verdict]}.`;
  const left =
    hidden === 0 ? '' : ` Of ${hidden + shown.length} exchanges the ${shown.length} that matter are shown.`;
  const why = example.reason === undefined ? '' : ` ${example.reason}.`;
  return [
    paragraph(`Example \`${example.id}\`: ${example.name}.${ran}${why}${shown.length === 0 ? '' : left}`),
    code('gherkin', example.steps.join('\n')),
    ...shown.flatMap((exchange) => exchangeBlocks(exchange, form)),
  ];
}

const LANGUAGES: Readonly<Record<RequestForm, string>> = {
  http: 'http',
  curl: 'sh',
  'analytics.js': 'js',
  node: 'js',
  json: 'json',
};

/** A form that cannot say a request gives way to HTTP. */
function exchangeBlocks(exchange: Exchange, form: RequestForm): Block[] {
  const said = requestAs(form, exchange);
  const request = said ?? requestAs('http', exchange) ?? '';
  return [
    code(said === undefined ? 'http' : LANGUAGES[form], request),
    ...(exchange.response === undefined
      ? [paragraph(`No answer came: ${exchange.failure ?? 'no reason was recorded'}.`)]
      : [code('http', answerOf(exchange.response))]),
  ];
}

function answerOf({ status, headers, body }: NonNullable<Exchange['response']>): string {
  return httpMessage(`HTTP/1.1 ${status}`, headers, body);
}
