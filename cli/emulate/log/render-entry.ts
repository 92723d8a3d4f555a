/** An entry of the log as a line of text. */
import { oneLine, type Paint, padded } from '../../../reports/text/index.ts';
import type { LogEntry, LogOutcome } from './entry.ts';

const STYLES = {
  delivered: 'green',
  retrying: 'yellow',
  dropped: 'yellow',
  refused: 'red',
  discarded: 'red',
} as const satisfies Record<LogOutcome, string>;

/** Columns of the type, of the outcome, and of what the call is about. */
const [TYPE, OUTCOME, SUBJECT] = [8, 9, 32];

/**
 * `12:03:04.123 delivered track    "Signed Up" ada`
 *
 * @param hideKeys before anything is cut, because a part of a key is not recognised
 */
export function renderEntry(entry: LogEntry, paint: Paint, hideKeys: (text: string) => string): string {
  /** On one line, without escapes, and at most `longest` characters. */
  const shown: Shown = (text, longest) => {
    const safe = oneLine(hideKeys(text));
    return safe.length <= longest ? safe : `${safe.slice(0, longest - 1)}…`;
  };
  const { time, outcome, type, request } = entry;
  const clock = paint('dim', time.slice(11, 23));
  const head = `${clock} ${paint(STYLES[outcome], outcome.padEnd(OUTCOME))}`;
  const what = request === undefined ? padded(shown(type ?? 'call', TYPE), TYPE) : shown(request, SUBJECT);
  const why = reasonOf(entry, shown);
  const subject = subjectOf(entry, shown);
  const about = [what, ...(why === '' || subject === '' ? [subject] : [padded(subject, SUBJECT)])];
  return `${[head, ...about, why].filter((part) => part !== '').join(' ')}\n`;
}

type Shown = (text: string, longest: number) => string;

/** The event and who it is about, or else the messageId. */
function subjectOf(entry: LogEntry, shown: Shown): string {
  const { event, userId, anonymousId, groupId, messageId, instance, world, type } = entry;
  const who = (type === 'group' ? groupId : undefined) ?? userId ?? anonymousId ?? messageId;
  const parts = [
    ...(event === undefined ? [] : [JSON.stringify(event)]),
    ...(who === undefined ? [] : [who]),
    ...(instance === undefined ? [] : [`to ${instance}`]),
    ...(world === undefined ? [] : [`in ${world}`]),
  ];
  return parts.map((part) => shown(part, 60)).join(' ');
}

function reasonOf(entry: LogEntry, shown: Shown): string {
  const { outcome, status, reason, message, time, nextAttemptAt } = entry;
  if (outcome === 'delivered') return '';
  const again = nextAttemptAt === undefined ? '' : `, again in ${waitInWords(time, nextAttemptAt)}`;
  const cause = [status, reason].filter((part) => part !== undefined).join(' ');
  const sentence = message === undefined ? '' : `: ${message}`;
  return `${shown(`${cause}${sentence}`, 200)}${again}`;
}

function waitInWords(from: string, to: string): string {
  const seconds = Math.max(0, Date.parse(to) - Date.parse(from)) / 1_000;
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
