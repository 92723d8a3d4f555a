/** A run in as many lines and columns as a window has: the verdict, and what failed first. */
import wrapAnsi from 'wrap-ansi';
import type { ResultRecord } from '../../schemas/index.ts';
import {
  baselineInWords,
  type ClauseFailure,
  cardTitle,
  complaint,
  failuresByCause,
  groupIds,
  headline,
  isExcused,
  neverBegan,
  renderClauseCard,
  unjudgedGroups,
} from '../parts/index.ts';
import {
  createPaint,
  indented,
  oneLine,
  type Paint,
  POSIX,
  plural,
  type ShellLines,
  VERDICT_MARKS,
  VERDICT_STYLES,
} from '../text/index.ts';

/** The window that a text is for. */
export interface BriefOptions {
  readonly colour: boolean;
  readonly width: number;
  readonly rows: number;
  /** The shell that its lines are for. Default: a POSIX shell. */
  readonly shell?: ShellLines;
}

interface BriefLayout {
  readonly paint: Paint;
  readonly width: number;
  readonly shell: ShellLines;
}

/** Lines that one line of a card may take; the rest of a long body is in the reports. */
const LINES_EACH = 3;

/** No more than this part of the window lists the clauses that failed besides the first. */
const SHARE_OF_OTHERS = 1 / 3;

/** At most `rows` lines without a line feed at the end, none of them wider than `width`. */
export function renderBrief(
  record: ResultRecord,
  { colour, width, rows, shell = POSIX }: BriefOptions,
): string {
  const layout = { paint: createPaint(colour), width, shell };
  const head = verdictLines(record, layout);
  const room = rows - head.length - 1;
  const body = room < 1 ? [] : bodyLines(record, room, layout);
  return [...head, ...(body.length === 0 ? [] : ['', ...body])]
    .slice(0, Math.max(1, rows))
    .map((line) => withoutCommand(line, width))
    .join('\n');
}

/** GitHub's runner would execute a line that begins with `::`. */
function withoutCommand(line: string, width: number): string {
  return /^ *::/.test(line) ? firstColumns(line.replace(/^( *)(?=::)/, '$1│ '), width) : line;
}

const STYLES = { 0: 'green', 1: 'red' } as const;

function verdictLines(record: ResultRecord, { paint, width }: BriefLayout): string[] {
  const { exitCode } = record.run;
  const style = exitCode === 0 || exitCode === 1 ? STYLES[exitCode] : 'yellow';
  return folded(headline(record), width).map((line) => paint(style, line));
}

function bodyLines(record: ResultRecord, room: number, layout: BriefLayout): string[] {
  const cause = neverBegan(record);
  if (cause !== undefined) {
    return [cause.happened, cause.reason, cause.remedy]
      .flatMap((text) => folded(`- ${oneLine(text)}`, layout.width))
      .slice(0, room);
  }
  const failures = failuresByCause(record)
    .flatMap((one) => one.failures)
    .filter(({ example }) => !isExcused(record, example));
  const [first, ...others] = failures;
  if (first === undefined) return otherReasons(record, layout).slice(0, room);
  const listed = otherLines(others, Math.floor(room * SHARE_OF_OTHERS), layout);
  return [...cardLines(record, first, room - listed.length, layout), ...listed];
}

function cardLines(
  record: ResultRecord,
  failure: ClauseFailure,
  room: number,
  layout: BriefLayout,
): string[] {
  const { width, shell } = layout;
  const text = indented(renderClauseCard(record, failure, false, shell), '  ');
  const lines = [titleLine(failure, layout), ...text.split('\n').flatMap((line) => folded(line, width))];
  if (lines.length <= room) return lines;
  const kept = lines.slice(0, Math.max(1, room - 1));
  return [
    ...kept,
    firstColumns(`  … ${plural(lines.length - kept.length, 'more line')} in report.html`, width),
  ];
}

function otherLines(others: readonly ClauseFailure[], room: number, layout: BriefLayout): string[] {
  if (others.length === 0 || room < 2) return [];
  const all = room - 1 >= others.length;
  const shown = others.slice(0, all ? others.length : room - 2).map((failure) => titleLine(failure, layout));
  const more = `… and ${plural(others.length - shown.length, 'more clause')}`;
  return ['', ...shown, ...(all ? [] : [firstColumns(more, layout.width)])];
}

function titleLine(failure: ClauseFailure, { paint, width }: BriefLayout): string {
  const { example } = failure;
  const text = `${VERDICT_MARKS[example.verdict]} ${cardTitle(failure)}: ${oneLine(complaint(example))}`;
  return paint(VERDICT_STYLES[example.verdict], firstColumns(text, width));
}

/** What was blocked, and what is wrong with the baseline. */
function otherReasons(record: ResultRecord, { width }: BriefLayout): string[] {
  const blocked = unjudgedGroups(record)
    .filter(({ verdict }) => verdict === 'blocked')
    .map((group) => `${VERDICT_MARKS.blocked} ${oneLine(`${group.reason}: ${groupIds(group)}`)}`);
  const reasons = [...record.run.reasons, ...baselineInWords(record)].map((reason) => `- ${oneLine(reason)}`);
  return [...blocked, ...reasons].flatMap((text) => folded(text, width));
}

/** The text on a few lines; the last one says if there is more. */
function folded(text: string, width: number): string[] {
  const lines = wrapAnsi(text, width, { hard: true, trim: false }).split('\n');
  if (lines.length <= LINES_EACH) return lines;
  return [
    ...lines.slice(0, LINES_EACH - 1),
    firstColumns(lines[LINES_EACH - 1] ?? '', width - 2).concat(' …'),
  ];
}

function firstColumns(text: string, width: number): string {
  const [line = ''] = wrapAnsi(text, Math.max(1, width), { hard: true, wordWrap: false, trim: false }).split(
    '\n',
  );
  return line;
}
