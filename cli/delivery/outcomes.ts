/** What became of the calls of a delivery. */

import type { HttpResponse, NoResponse } from '../../harness/target/index.ts';
import { isAccepted } from '../../harness/target/index.ts';

/** Counts, by status or by why there was no answer, and the first call of each kind that was not accepted. */
export interface Outcomes {
  readonly byStatus: Record<string, number>;
  readonly firstRefusals: Record<string, string>;
}

const UNANSWERED = 'no answer';

export function noOutcomes(): Outcomes {
  return { byStatus: {}, firstRefusals: {} };
}

/** Counts one answer. */
export function count(outcomes: Outcomes, answer: HttpResponse | NoResponse, where: string): void {
  const key = 'status' in answer ? String(answer.status) : UNANSWERED;
  outcomes.byStatus[key] = (outcomes.byStatus[key] ?? 0) + 1;
  if (isAccepted(answer)) return;
  const said = 'status' in answer ? answer.body.trim().slice(0, 200) : answer.failure;
  outcomes.firstRefusals[key] ??= said === '' ? where : `${where}: ${said}`;
}

/** Calls with any outcome. */
export function total(outcomes: Outcomes): number {
  return sum(outcomes, () => true);
}

/** Calls with a 2xx answer. */
export function accepted(outcomes: Outcomes): number {
  return sum(outcomes, (key) => /^2\d\d$/.test(key));
}

/** The same without the calls that had no answer. */
export function answered({ byStatus, firstRefusals }: Outcomes): Outcomes {
  const { [UNANSWERED]: _, ...statuses } = byStatus;
  const { [UNANSWERED]: __, ...refusals } = firstRefusals;
  return { byStatus: statuses, firstRefusals: refusals };
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
