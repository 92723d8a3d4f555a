/** What happened to the calls of a delivery. */
import { type HttpResponse, isAccepted, type NoResponse, redirectOf } from '../../harness/target/index.ts';
import { cutText, oneLine } from '../../safe-text/index.ts';

/** Counts by status, and the first call of each status that was not accepted; calls without a response count as one. */
export interface Outcomes {
  readonly byStatus: Record<string, number>;
  readonly firstRefusals: Record<string, string>;
}

const UNANSWERED = 'no response';

export function noOutcomes(): Outcomes {
  return { byStatus: {}, firstRefusals: {} };
}

/** Counts one response. */
export function count(outcomes: Outcomes, answer: HttpResponse | NoResponse, where: string): void {
  const key = 'status' in answer ? String(answer.status) : UNANSWERED;
  outcomes.byStatus[key] = (outcomes.byStatus[key] ?? 0) + 1;
  if (isAccepted(answer)) return;
  const to = 'status' in answer ? redirectOf(answer) : undefined;
  const said = 'status' in answer ? cutText(answer.body.trim(), 200) : answer.failure;
  const reason = to === undefined ? said : `a redirect to ${to}, which is not followed: pass the final URL`;
  outcomes.firstRefusals[key] ??= reason === '' ? where : `${where}: ${reason}`;
}

/** Calls with any outcome. */
export function total(outcomes: Outcomes): number {
  return sum(outcomes, () => true);
}

/** Calls with a 2xx response. */
export function accepted(outcomes: Outcomes): number {
  return sum(outcomes, (key) => /^2\d\d$/.test(key));
}

/** The same without the calls that had no response. */
export function answered({ byStatus, firstRefusals }: Outcomes): Outcomes {
  const { [UNANSWERED]: _, ...statuses } = byStatus;
  const { [UNANSWERED]: __, ...refusals } = firstRefusals;
  return { byStatus: statuses, firstRefusals: refusals };
}

/** Only the calls that arrived: with a 2xx response. */
export function arrived({ byStatus }: Outcomes): Outcomes {
  const statuses = Object.entries(byStatus).filter(([key]) => /^2\d\d$/.test(key));
  return { byStatus: Object.fromEntries(statuses), firstRefusals: {} };
}

/** A line for each status that was not accepted: its first call. */
export function firstRefusals(outcomes: Outcomes): string {
  return Object.entries(outcomes.firstRefusals)
    .map(([status, first]) => `  first ${status}: ${oneLine(first)}\n`)
    .join('');
}

/** `200 ×950 · 400 ×3` */
export function inShort({ byStatus }: Outcomes): string {
  return Object.entries(byStatus)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([status, number]) => `${status} ×${number}`)
    .join(' · ');
}

function sum({ byStatus }: Outcomes, counts: (key: string) => boolean): number {
  return Object.entries(byStatus).reduce((all, [key, number]) => (counts(key) ? all + number : all), 0);
}
