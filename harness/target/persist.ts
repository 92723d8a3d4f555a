/** Sends a request again, as Segment would, if the target was unsteady (docs/contract.md section 2). */
import { describeResponse, type HttpResponse, type NoResponse } from './http-response.ts';
import type { Timing } from './pace.ts';
import type { Recorder } from './recorder.ts';

const UNSTEADY_STATUSES = [500, 502, 503, 504];

/** The pauses before the second and the third attempt, in milliseconds. */
export const AGAIN_AFTER_MS = [250, 1000];

/** True for no response, 500, 502, 503 and 504: another attempt may be answered with success. */
export function isUnsteady(response: HttpResponse | NoResponse): boolean {
  return 'failure' in response || isUnsteadyStatus(response.status);
}

export function isUnsteadyStatus(status: number): boolean {
  return UNSTEADY_STATUSES.includes(status);
}

/** What the attempts led to. */
export interface Persisted {
  /** The last response. */
  readonly response: HttpResponse | NoResponse;
  /** The first unsteady response in words; undefined if there was none. */
  readonly came?: string | undefined;
}

/**
 * Makes up to two more attempts while the response is unsteady. The pauses between them count against no deadline.
 *
 * @param attempt sends the request
 * @param onAgain called with each response that leads to another attempt
 * @param first the response that came already; default: makes the first attempt too
 */
export async function persist(
  attempt: () => Promise<HttpResponse | NoResponse>,
  { timing, recorder }: { readonly timing: Timing; readonly recorder: Recorder },
  onAgain: (response: HttpResponse | NoResponse) => void = () => {},
  first?: HttpResponse | NoResponse,
): Promise<Persisted> {
  let response = first ?? (await attempt());
  if (!isUnsteady(response)) return { response };
  const came = describeResponse(response);
  for (const pause of AGAIN_AFTER_MS) {
    onAgain(response);
    await timing.sleep(pause);
    recorder.waitedMs += pause;
    response = await attempt();
    if (!isUnsteady(response)) break;
  }
  return { response, came };
}
