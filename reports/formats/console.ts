/** The summary that a run prints at its end. */
import type { ClauseResult, ResultRecord } from '../../schemas/index.ts';
import {
  baselineInWords,
  cardTitle,
  countRows,
  evidenceCaveat,
  failuresByCause,
  groupIds,
  groupSize,
  headline,
  isExcused,
  type NeverBegan,
  networkInWords,
  neverBegan,
  renderClauseCard,
  shortFormInWords,
  testimonies,
  testimonyInWords,
  unjudgedGroups,
  unprovenClauses,
} from '../parts/index.ts';
import {
  byGroup,
  createPaint,
  EVIDENCE_WORDS,
  indented,
  occurring,
  oneLine,
  type Paint,
  padded,
  plural,
  type ShellLines,
  shellLinesFor,
  VERDICT_MARKS,
  VERDICT_STYLES,
  VERDICT_WORDS,
  withoutCommands,
  wrap,
} from '../text/index.ts';

/** The terminal that a summary is for. */
export interface SummaryOptions {
  readonly colour: boolean;
  /** Columns; default 100. */
  readonly width?: number;
  /** The variables that tell which shell its lines are for. Default: a POSIX shell. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** More cards would bury the verdict; the other clauses are listed by id. */
const CARDS = 20;

interface Layout {
  readonly paint: Paint;
  readonly width: number;
  readonly shell: ShellLines;
}

/**
 * Clauses by group, failure cards, why the rest was not judged, what was observed, counts, what the network did, and
 * last the verdict in words. For a run that never began only the cause and the verdict. Ends without a line feed.
 */
export function renderSummary(
  record: ResultRecord,
  { colour, width = 100, env = {} }: SummaryOptions,
): string {
  const layout = { paint: createPaint(colour), width, shell: shellLinesFor(env) };
  const cause = neverBegan(record);
  const blocks =
    cause === undefined
      ? gradedBlocks(record, layout)
      : [titleOf(record, layout), causeBlock(cause, layout), closing(record, layout, [])];
  return withoutCommands(blocks.join('\n\n'));
}

function gradedBlocks(record: ResultRecord, layout: Layout): string[] {
  return [
    titleOf(record, layout),
    ...[...byGroup(record.clauses)].map(([group, clauses]) => groupBlock(group, clauses, layout)),
    ...cards(record, layout),
    ...unjudgedBlocks(record, layout),
    ...observations(record, layout),
    ...attested(record, layout),
    ...unproven(record, layout),
    ...counts(record, layout),
    ...sentences('Short form', shortFormInWords(record), layout),
    ...sentences('Network', networkInWords(record), layout),
    closing(record, layout, [...record.run.reasons, ...baselineInWords(record)]),
  ];
}

function causeBlock({ happened, reason, remedy }: NeverBegan, { paint, width }: Layout): string {
  const line = (heading: string, text: string) =>
    `${paint('bold', heading)}  ${wrap(oneLine(text), width, ' '.repeat(heading.length + 2))}`;
  return [line('What happened', happened), line('Likely reason', reason), line('What to do   ', remedy)].join(
    '\n',
  );
}

function titleOf({ tool, run, target }: ResultRecord, { paint, width }: Layout): string {
  const whom = target.embedded ? `the embedded emulator at ${target.baseUrl}` : target.baseUrl;
  const { calls, markers, records } = run.requests;
  const sent = [plural(calls, 'call'), plural(markers, 'marker'), plural(records, 'read-back')].join(', ');
  const facts = `run ${run.id} · seed ${run.seed} · evidence: ${EVIDENCE_WORDS[run.evidence]} · ${sent} · ${(run.durationMs / 1000).toFixed(1)} s${run.strict ? ' · strict' : ''}`;
  return `${paint('bold', oneLine(`${tool.name} ${tool.version} · ${whom}`))}\n${wrap(oneLine(facts), width)}`;
}

function groupBlock(group: string, clauses: readonly ClauseResult[], { paint, width }: Layout): string {
  const lines = clauses.map(({ id, level, title, verdict }) => {
    const head = `  ${VERDICT_MARKS[verdict]} ${padded(id, 13)}  ${level.padEnd(6)}  `;
    const text = wrap(oneLine(title), width, ' '.repeat(head.length));
    return `${paint(VERDICT_STYLES[verdict], head)}${text}`;
  });
  return [paint('bold', oneLine(group)), ...lines].join('\n');
}

/** One card per clause; clauses that failed in the same way are under one heading. */
function cards(record: ResultRecord, { paint, width, shell }: Layout): string[] {
  const failures = failuresByCause(record).flatMap(({ words, failures: same }) =>
    same.map((failure, index) => ({
      failure,
      isFirst: index === 0,
      cause: index === 0 && same.length > 1 ? `Same cause in ${same.length} clauses: ${words}` : undefined,
    })),
  );
  const shown = failures.slice(0, CARDS).map(({ failure, isFirst, cause }) => {
    const { verdict } = failure.example;
    const known = isExcused(record, failure.example) ? ' (known: excused by the baseline)' : '';
    const title = paint(VERDICT_STYLES[verdict], `${VERDICT_MARKS[verdict]} ${cardTitle(failure)}${known}`);
    const card = `${title}\n${indented(renderClauseCard(record, failure, !isFirst, shell), '  ')}`;
    return cause === undefined ? card : `${paint('bold', wrap(cause, width))}\n\n${card}`;
  });
  const rest = failures.slice(CARDS).map(({ failure }) => failure.clause.id);
  if (rest.length === 0) return shown;
  const more = `${plural(rest.length, 'more clause')} not shown here (see conformance.json): ${rest.join(', ')}`;
  return [...shown, wrap(oneLine(more), width)];
}

function unjudgedBlocks(record: ResultRecord, { paint, width }: Layout): string[] {
  return unjudgedGroups(record).map((group) => {
    const { verdict, reason } = group;
    const heading = `${VERDICT_MARKS[verdict]} ${VERDICT_WORDS[verdict]} (${groupSize(group)})`;
    const text = [`${reason}.`, groupIds(group)].map((line) => `  ${wrap(oneLine(line), width, '  ')}`);
    return [paint(VERDICT_STYLES[verdict], heading), ...text].join('\n');
  });
}

function observations({ clauses }: ResultRecord, { paint, width }: Layout): string[] {
  const seen = clauses
    .flatMap((clause) => clause.examples)
    .filter(({ verdict }) => verdict === 'info')
    .map(
      ({ id, reason = 'no observation recorded' }) => `  ${wrap(oneLine(`${id}: ${reason}`), width, '    ')}`,
    );
  if (seen.length === 0) return [];
  return [[paint('cyan', `${VERDICT_MARKS.info} observed, not judged`), ...seen].join('\n')];
}

function attested(record: ResultRecord, { paint, width }: Layout): string[] {
  return testimonies(record).map((testimony) => {
    const heading = `attested, not observed: ${testimonyInWords(testimony)}`;
    return [
      paint('cyan', oneLine(heading)),
      `  ${wrap(oneLine(testimony.examples.join(', ')), width, '  ')}`,
    ].join('\n');
  });
}

function unproven(record: ResultRecord, { width }: Layout): string[] {
  const ids = unprovenClauses(record);
  if (ids.length === 0) return [];
  return [
    `unproven: no known defect is caught by these clauses\n  ${wrap(oneLine(ids.join(', ')), width, '  ')}`,
  ];
}

function counts({ clauses }: ResultRecord, { paint }: Layout): string[] {
  const verdicts = occurring(clauses);
  if (verdicts.length === 0) return [];
  const first = (text: string) => padded(text, 'SHOULD  read-back'.length);
  const heading = [first('Clauses'), ...verdicts.map((verdict) => VERDICT_WORDS[verdict])].join('  ');
  const rows = countRows(clauses).map(({ level, evidence, count }) =>
    [
      first(`${level.padEnd(6)}  ${EVIDENCE_WORDS[evidence]}`),
      ...verdicts.map((verdict) => String(count(verdict)).padStart(VERDICT_WORDS[verdict].length)),
    ].join('  '),
  );
  return [[paint('bold', heading), ...rows].join('\n')];
}

const CLOSING_STYLES = {
  conformant: 'green',
  'conformant-with-warnings': 'yellow',
  'known-failures': 'yellow',
  nonconformant: 'red',
  incomplete: 'yellow',
} as const;

/** Empty if there is nothing to say under the title. */
function sentences(title: string, said: readonly string[], { paint, width }: Layout): string[] {
  const lines = said.map((sentence) => `  ${wrap(oneLine(sentence), width, '    ')}`);
  return lines.length === 0 ? [] : [[paint('bold', title), ...lines].join('\n')];
}

/** @param reasons why the verdict is what it is; the controls say it in the cause of a run that never began */
function closing(record: ResultRecord, { paint, width }: Layout, reasons: readonly string[]): string {
  const caveat = evidenceCaveat(record);
  return [
    ...reasons.map((reason) => `- ${wrap(oneLine(reason), width, '  ')}`),
    ...(caveat === undefined ? [] : [wrap(caveat, width)]),
    paint(CLOSING_STYLES[record.verdict], wrap(headline(record), width)),
  ].join('\n');
}
