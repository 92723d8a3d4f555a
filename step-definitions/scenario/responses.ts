/** What an example requires of a response before it goes on. */
import { BlockedExample, NoAnswer, UnmetExpectation } from '../../harness/errors.ts';
import {
  describeResponse,
  type HttpResponse,
  isAccepted,
  type NoResponse,
} from '../../harness/target/index.ts';

/** @throws UnmetExpectation if the response is not a 2xx */
export function expectAccepted(response: HttpResponse, what: string): void {
  if (isAccepted(response)) return;
  throw new UnmetExpectation({
    message: `${what} was not accepted`,
    expected: 'a 2xx response',
    actual: describeResponse(response),
  });
}

/** @throws NoAnswer if there is no response */
export function answered(response: HttpResponse | NoResponse): HttpResponse {
  if (!('failure' in response)) return response;
  const { underWay } = response;
  const hint =
    underWay === undefined
      ? ''
      : `; ${underWay} requests were under way: if the target accepts few connections at once, pass a smaller --concurrency`;
  throw new NoAnswer({
    message: `a call had no response${hint}`,
    expected: 'a response',
    actual: describeResponse(response),
  });
}

/**
 * Waits for a response whose content alone is judged, or not judged at all.
 *
 * @throws BlockedExample if there is none after all attempts, which says nothing about what a response may be
 */
export async function anyResponse<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NoAnswer) throw new BlockedExample(error.difference.message);
    throw error;
  }
}
