/** One request of a load, which waits for its turn and for as long as the other side asks for. */
import { AskedToWait } from '../errors.ts';
import { type HttpResponse, LONGEST_WAIT_MS, type NoResponse, pauseAskedBy } from '../target/index.ts';

interface RequestParts {
  /** Resolves when a request may be sent. */
  readonly turn: () => Promise<unknown>;
  readonly isOver: () => boolean;
  /** @param how `fresh` opens a connection for it */
  readonly send: (how: { readonly fresh: boolean }) => Promise<HttpResponse | NoResponse>;
  /** Holds back every request. */
  readonly hold: (ms: number) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * A 429, and a 503 with Retry-After, holds everything back, and the request is made again in a turn of its own
 * (docs/contract.md section 4). If a connection that was kept alive closes before the response, it is made once more on a
 * new one.
 *
 * @returns undefined if it was over before a response came
 * @throws AskedToWait if the other side asked to wait for more than 60 s in all
 */
export async function requestInTurn(parts: RequestParts): Promise<HttpResponse | NoResponse | undefined> {
  for (let [times, asked] = [1, 0]; ; times += 1) {
    await parts.turn();
    if (parts.isOver()) return undefined;
    let answer = await parts.send({ fresh: false });
    if ('failure' in answer && answer.idleMs !== undefined) answer = await parts.send({ fresh: true });
    const wait = 'failure' in answer ? undefined : pauseAskedBy(answer, parts.now(), times);
    if (wait === undefined) return answer;
    asked += wait;
    if (asked > LONGEST_WAIT_MS) {
      throw new AskedToWait('asked to wait for more than 60 s before one request');
    }
    parts.hold(wait);
  }
}
