/** What `--watch` shows, as text: one window, or a block for each run. */
import wrapAnsi from 'wrap-ansi';
import { oneLine, renderBrief } from '../../../reports/index.ts';
import type { ShellLines } from '../../../safe-text/index.ts';
import type { ResultRecord } from '../../../schemas/index.ts';
import type { RunPlan, WatchState } from './watch-state.ts';

export interface WatchView {
  readonly state: WatchState;
  /** Paths as they were given. */
  readonly watched: readonly string[];
  readonly reportDir: string;
  /** The destination, once it is known. */
  readonly target: string;
  /** Why the target does not answer; undefined if it does, or no run waits for it. */
  readonly waiting: string | undefined;
  /** How far the run is. */
  readonly progress: string;
  /** The last run that was not stopped. */
  readonly last: { readonly record: ResultRecord; readonly plan: RunPlan; readonly at: string } | undefined;
  readonly change: { readonly paths: readonly string[]; readonly at: string } | undefined;
  /** Why the last run could not begin. */
  readonly problem: string | undefined;
  /** What else the program had to say. */
  readonly notes: readonly string[];
  readonly hasKeys: boolean;
  /** The shell that lines to copy are for. */
  readonly shell: ShellLines;
}

export interface ViewSize {
  readonly colour: boolean;
  readonly columns: number;
  readonly rows: number;
}

const NOTES_SHOWN = 3;
/** The block of a run if there is no window: commands in it are not broken, so that they can be copied. */
const BLOCK = { colour: false, columns: 100_000, rows: 60 };

/** At most `rows` lines, each at most one column narrower than the window, so that none wraps. */
export function renderWindow(view: WatchView, { colour, columns, rows }: ViewSize): string {
  const width = Math.max(10, columns - 1);
  const cut = (text: string) => firstLine(oneLine(text), width);
  const foot = [...notesOf(view), ...changeOf(view), footOf(view), ...keysOf(view)].map(cut);
  const head = [view.target, statusOf(view)].map(cut);
  const room = rows - head.length - foot.length - 2;
  const body = room < 1 ? [] : bodyOf(view, { colour, columns: width, rows: room });
  const lines = body.length === 0 ? [...head, '', ...foot] : [...head, '', ...body, '', ...foot];
  return lines.slice(0, rows).join('\n');
}

/** The block of a run that is over. */
export function renderBlock(view: WatchView): string {
  const because = view.change === undefined ? '' : ` after a change of ${pathsInWords(view.change.paths)}`;
  const { plan, at } = (view.problem === undefined && view.last) || { plan: view.state.plan, at: '' };
  const title = `${at} ${planInWords(plan)}${because}`.trim();
  const body = bodyOf(view, BLOCK);
  return `${[oneLine(title), ...body, ...notesOf(view).map(oneLine), oneLine(footOf(view))].join('\n')}\n\n`;
}

function bodyOf({ problem, last, shell }: WatchView, { colour, columns, rows }: ViewSize): string[] {
  if (problem !== undefined) {
    const lines = problem.split('\n').map(oneLine).join('\n');
    return wrapAnsi(lines, columns, { hard: true, trim: false }).split('\n').slice(0, rows);
  }
  return last === undefined
    ? []
    : renderBrief(last.record, { colour, width: columns, rows, shell }).split('\n');
}

function statusOf({ state, waiting, progress, last, hasKeys }: WatchView): string {
  if (state.phase === 'over') return last === undefined ? '' : ranInWords(last);
  if (waiting !== undefined) return `${waitingInWords(waiting)}${hasKeys ? ' (Enter runs anyway)' : ''}`;
  if (state.phase === 'stopping') return 'stopping this run';
  if (state.phase === 'running') return `running ${planInWords(state.plan)}${progress && ` · ${progress}`}`;
  return last === undefined ? 'waiting for a change' : ranInWords(last);
}

export function waitingInWords(why: string): string {
  return `waiting for the destination to answer: ${why}`;
}

function ranInWords({ plan, at }: NonNullable<WatchView['last']>): string {
  return `${at} ran ${planInWords(plan)}`;
}

function planInWords({ clauses }: RunPlan): string {
  if (clauses === 'everything') return 'everything';
  return clauses.length === 1 ? 'what failed: 1 clause' : `what failed: ${clauses.length} clauses`;
}

function footOf({ watched, reportDir }: WatchView): string {
  return `watching ${watched.join(', ')} · reports in ${reportDir}`;
}

function changeOf({ change }: WatchView): string[] {
  return change === undefined ? [] : [`last change ${change.at} ${pathsInWords(change.paths)}`];
}

function pathsInWords([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function keysOf({ state, hasKeys }: WatchView): string[] {
  if (state.phase === 'over') return [];
  if (!hasKeys) return ['Ctrl-C ends'];
  const failed = state.unmet.length === 0 ? '' : ' · f runs what failed';
  return [`q ends · Enter runs everything${failed}`];
}

function notesOf({ notes }: WatchView): readonly string[] {
  return notes.slice(-NOTES_SHOWN);
}

function firstLine(text: string, width: number): string {
  const [line = ''] = wrapAnsi(text, width, { hard: true, wordWrap: false, trim: false }).split('\n');
  return line;
}
