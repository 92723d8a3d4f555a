/** Sends a request again, as Segment would, if the target was unsteady (docs/contract.md section 2). */
import { describeResponse, type HttpResponse, type NoResponse } from './client/index.ts';
import type { Timing } from './pace.ts';
import type { Recorder } from './recorder.ts';

const UNSTEADY_STATUSES = [500, 502, 503, 504];

/** The pauses before the second and the third attempt, in milliseconds. */
const AGAIN_AFTER_MS = [250, 1000];

/** The pauses before three more attempts, if those before failed only by chance. */
const BY_CHANCE_AGAIN_AFTER_MS = [1000, 1000, 1000];

/** True for no response, 500, 502, 503 and 504: another attempt may be answered with success. */
export function isUnsteady(response: HttpResponse | NoResponse): boolean {
  return 'failure' in response || isUnsteadyStatus(response.status);
}

export function isUnsteadyStatus(status: number): boolean {
  return UNSTEADY_STATUSES.includes(status);
}

/** What attempts need besides the attempt itself. */
interface Attempts<T> {
  readonly timing: Timing;
  /** Notes the pauses, so that no deadline includes them. */
  readonly recorder: Pick<Recorder, 'waitedMs'>;
  /** Whether another attempt may do better. */
  readonly mayImprove: (result: T) => boolean;
  /** After the third attempt: whether requests like this one succeed in the meantime; default: not known. */
  readonly isByChance?: () => boolean;
  /** Called with each result that leads to another attempt. */
  readonly onAgain?: (result: T) => void;
  /** The result that came already; default: makes the first attempt too. */
  readonly first?: T;
}

/** Makes up to two more attempts, and up to five if others succeed in the meantime. */
export async function tryAgain<T>(
  attempt: () => Promise<T>,
  { timing, recorder, mayImprove, isByChance = () => false, onAgain = () => {}, first }: Attempts<T>,
): Promise<{ readonly first: T; readonly last: T }> {
  const earliest = first ?? (await attempt());
  let last = earliest;
  const pauses = [...AGAIN_AFTER_MS, ...BY_CHANCE_AGAIN_AFTER_MS];
  for (const [index, pause] of pauses.entries()) {
    if (!mayImprove(last)) break;
    if (index >= AGAIN_AFTER_MS.length && !isByChance()) break;
    onAgain(last);
    await timing.sleep(pause);
    recorder.waitedMs += pause;
    last = await attempt();
  }
  return { first: earliest, last };
}

/** What the attempts led to. */
export interface Persisted {
  /** The last response. */
  readonly response: HttpResponse | NoResponse;
  /** The first unsteady response in words; undefined if there was none. */
  readonly came?: string | undefined;
}

/** Makes up to two more attempts while the response is unsteady. */
export async function persist(
  attempt: () => Promise<HttpResponse | NoResponse>,
  attempts: Omit<Attempts<HttpResponse | NoResponse>, 'mayImprove'>,
): Promise<Persisted> {
  const { first, last } = await tryAgain(attempt, { ...attempts, mayImprove: isUnsteady });
  return { response: last, came: isUnsteady(first) ? describeResponse(first) : undefined };
}
