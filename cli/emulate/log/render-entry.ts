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

/** `12:03:04.123 delivered track    "Signed Up" ada` */
export function renderEntry(entry: LogEntry, paint: Paint): string {
  const { time, outcome, type, request } = entry;
  const clock = paint('dim', time.slice(11, 23));
  const head = `${clock} ${paint(STYLES[outcome], outcome.padEnd(OUTCOME))}`;
  const what = request === undefined ? padded(shown(type ?? 'call', TYPE), TYPE) : shown(request, SUBJECT);
  const why = reasonOf(entry);
  const subject = subjectOf(entry);
  const about = [what, ...(why === '' || subject === '' ? [subject] : [padded(subject, SUBJECT)])];
  return `${[head, ...about, why].filter((part) => part !== '').join(' ')}\n`;
}

/** The event and who it is about; the messageId if there is nobody. */
function subjectOf({
  event,
  userId,
  anonymousId,
  groupId,
  messageId,
  instance,
  world,
  type,
}: LogEntry): string {
  const who = (type === 'group' ? groupId : undefined) ?? userId ?? anonymousId ?? messageId;
  const parts = [
    ...(event === undefined ? [] : [JSON.stringify(event)]),
    ...(who === undefined ? [] : [who]),
    ...(instance === undefined ? [] : [`to ${instance}`]),
    ...(world === undefined ? [] : [`in ${world}`]),
  ];
  return parts.map((part) => shown(part, 60)).join(' ');
}

function reasonOf({ outcome, status, reason, message, time, nextAttemptAt }: LogEntry): string {
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

/** On one line, without escapes, and at most so long. */
function shown(text: string, longest: number): string {
  const safe = oneLine(text);
  return safe.length <= longest ? safe : `${safe.slice(0, longest - 1)}…`;
}
