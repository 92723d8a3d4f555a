/** A clause as a passage for documentation: rule, sources, an executed example, the last verdict. */
import type {
  ClauseResult,
  EvidenceKind,
  ExampleResult,
  Exchange,
  ResultRecord,
  Verdict,
} from '../../schemas/index.ts';
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
import { httpMessage, requestAs, withoutRepeats } from '../parts/index.ts';
import { EVIDENCE_WORDS, VERDICT_WORDS } from '../text/index.ts';

/** The verdict of a run on a clause. */
export interface LastVerdict {
  readonly verdict: Verdict;
  /** ISO 8601 time at which the run started. */
  readonly at: string;
  /** The graded destination, in words or as a URL. */
  readonly target: string;
  readonly evidence: EvidenceKind;
  readonly runId: string;
}

/** Everything that a citation says about one clause. */
export interface Citation {
  readonly clause: ClauseFacts;
  /** An example that was executed; absent if the clause has none. */
  readonly example?: ExampleResult | undefined;
  /** With which tool and against what it was executed, in words. */
  readonly executed?: string | undefined;
  readonly last?: LastVerdict | undefined;
}

/** What a citation needs of the run whose examples it shows. */
export interface ExecutedExamples extends Pick<ResultRecord, 'tool' | 'target'> {
  readonly clauses: readonly Pick<ClauseResult, 'id' | 'examples'>[];
}

/**
 * A citation for each clause.
 *
 * @param executed the run whose examples are shown, the first of each clause
 * @param record the run whose verdicts are cited
 */
export function citationsOf(
  clauses: readonly ClauseFacts[],
  executed: ExecutedExamples | undefined,
  record: ResultRecord | undefined,
): Citation[] {
  return clauses.map((clause) => {
    const example = executed?.clauses.find(({ id }) => id === clause.id)?.examples[0];
    const last = record === undefined ? undefined : lastVerdict(clause.id, record);
    return { clause, example, executed: executed && executedBy(executed), last };
  });
}

function executedBy({ tool, target }: ExecutedExamples): string {
  return `with ${tool.name} ${tool.version} against ${targetInWords(target)}`;
}

/** The verdict of a run on a clause; undefined if the run did not select the clause. */
function lastVerdict(id: string, { run, target, clauses }: ResultRecord): LastVerdict | undefined {
  const graded = clauses.find((one) => one.id === id);
  if (graded === undefined) return undefined;
  return {
    verdict: graded.verdict,
    at: run.startedAt,
    target: targetInWords(target),
    evidence: run.evidence,
    runId: run.id,
  };
}

function targetInWords({ embedded, baseUrl }: ResultRecord['target']): string {
  return embedded ? 'the embedded emulator' : baseUrl;
}

/** The citation as text to paste into a document. */
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

function citationBlocks({ clause, example, executed, last }: Citation, form: RequestForm): Block[] {
  return [
    heading(2, `${clause.id}: ${clause.rule}`),
    paragraph(characteristics(clause)),
    ...(clause.argument === undefined ? [] : [paragraph(clause.argument)]),
    ...(clause.note === undefined ? [] : [paragraph(clause.note)]),
    ...(clause.sources.length === 0 ? [] : [paragraph('Sources:'), list(clause.sources.map(sourceWords))]),
    ...(last === undefined ? [] : [paragraph(lastWords(last))]),
    ...(example === undefined ? [] : exampleBlocks(example, executed, form)),
    ...(clause.unscenarioed === undefined ? [] : [paragraph(`No scenario yet: ${clause.unscenarioed}`)]),
  ];
}

const LEVELS = {
  MUST: 'MUST: a destination that breaks it is not conformant.',
  SHOULD: 'SHOULD: a destination that breaks it gets a warning.',
  INFO: 'INFO: observed and reported, never judged.',
} as const;

/** Who does what a clause says, if that is not the destination. */
const SIDES: Readonly<Record<string, string>> = { SEG: 'Segment', ENG: 'Engage' };

const PROVENANCES = {
  documented: 'Documented: a source says so.',
  inferred: 'Inferred: it follows from its sources.',
  assumed: "Assumed: no source says so; it is this project's assumption.",
} as const;

const EVIDENCE = {
  wire: 'The response alone shows it.',
  readback: 'Checked by reading back what was stored.',
} as const;

/** Level, provenance and evidence of a clause in sentences. */
export function characteristics({ id, level, provenance, evidence }: ClauseFacts): string {
  const side = SIDES[id.slice(0, 3)];
  if (side === undefined) return `${LEVELS[level]} ${PROVENANCES[provenance]} ${EVIDENCE[evidence]}`;
  const does = provenance === 'assumed' ? `${side} is taken to do this` : `${side} does this`;
  return `${does}, and so does the emulator. ${PROVENANCES[provenance]} No destination is graded on it.`;
}

function sourceWords({ label, address, version }: SourceFacts): Words {
  const rest = version === undefined ? ' (unverified: the page has not been read)' : ` (${version})`;
  return address === undefined ? `${label}${rest}` : [{ label, address }, rest];
}

/** The last verdict as a sentence. */
export function lastWords({ verdict, at, target, evidence, runId }: LastVerdict): string {
  return `Last verdict: ${VERDICT_WORDS[verdict]} on ${at.slice(0, 10)}, ${target}, evidence: ${EVIDENCE_WORDS[evidence]} (run ${runId}).`;
}

function exampleBlocks(example: ExampleResult, executed: string | undefined, form: RequestForm): Block[] {
  const shown = withoutRepeats(example.exchanges);
  const ran = executed === undefined ? '' : ` Executed ${executed}: ${VERDICT_WORDS[example.verdict]}.`;
  const why = example.reason === undefined ? '' : ` ${example.reason}.`;
  return [
    paragraph(`Example \`${example.id}\`: ${example.name}.${ran}${why}`),
    code('gherkin', example.steps.join('\n')),
    ...shown.flatMap((exchange) => exchangeBlocks(exchange, form)),
  ];
}

const LANGUAGES: Readonly<Record<RequestForm, string>> = {
  http: 'http',
  curl: 'sh',
  fetch: 'js',
  'analytics.js': 'js',
  node: 'js',
  python: 'python',
  json: 'json',
};

/** A request that the form cannot express is shown as HTTP. */
function exchangeBlocks(exchange: Exchange, form: RequestForm): Block[] {
  const inForm = requestAs(form, exchange);
  const request = inForm ?? requestAs('http', exchange) ?? '';
  return [
    code(inForm === undefined ? 'http' : LANGUAGES[form], request),
    ...(exchange.response === undefined
      ? [paragraph(`No response: ${exchange.failure ?? 'no reason recorded'}.`)]
      : [code('http', responseMessage(exchange.response))]),
  ];
}

/** A response as an HTTP message, with the headers that responses are judged by. */
export function responseMessage({ status, headers, body }: NonNullable<Exchange['response']>): string {
  return httpMessage(`HTTP/1.1 ${status}`, headers, body);
}
