/** The calls that come nearest to what was expected. */
import type { Ambient } from '../ambient.ts';
import type { BodyReader, BodyShow } from '../segment/index.ts';
import { bodyOf, type Candidate, hasReached, isKept } from './candidate.ts';
import { type CallDifference, differencesOf, distanceOf } from './differences.ts';
import type { ExpectedCalls } from './expectation.ts';
import { type Kept, lookBack } from './look-back.ts';
import { type ShownCall, showCall } from './show-call.ts';

export interface NearestCall {
  readonly call: ShownCall;
  readonly differs: readonly CallDifference[];
}

/** The latest calls that are compared. */
const MOST_COMPARED = 10_000;
const MOST_SHOWN = 3;
/** A call that matches and has not reached the stage is nearer than any that does not match. */
const STAGE_DISTANCE = 0.1;

export async function nearestCalls(
  kept: Kept,
  stopwatch: Ambient['stopwatch'],
  { conditions, stage }: ExpectedCalls,
  reader: BodyReader,
  show: BodyShow,
): Promise<readonly NearestCall[]> {
  let nearest: { readonly candidate: Candidate; readonly distance: number }[] = [];
  let compared = 0;
  /** Without its body, nothing else can be said of a call. */
  const known = conditions.filter(({ path }) => path.length === 1 && isKept(path[0] ?? ''));
  const take = (candidate: Candidate): boolean => {
    compared += 1;
    const body = bodyOf(candidate, reader);
    const distance = distanceOf(callIn(candidate, body), body === undefined ? known : conditions);
    const total = distance + (hasReached(candidate, stage) ? 0 : STAGE_DISTANCE);
    const farthest = nearest.at(-1)?.distance ?? Number.POSITIVE_INFINITY;
    if (total > 0 && (nearest.length < MOST_SHOWN || total < farthest)) {
      nearest = [...nearest, { candidate, distance: total }]
        .sort((one, other) => one.distance - other.distance)
        .slice(0, MOST_SHOWN);
    }
    return compared < MOST_COMPARED;
  };
  await lookBack(kept, stopwatch, take, () => true);
  return nearest.map(({ candidate }) => {
    const call = showCall(candidate, show);
    const isWhole = (call.delivered ?? call.received) !== undefined;
    const differs = [...differencesOf(shownBody(call), isWhole ? conditions : known)];
    if (!hasReached(candidate, stage)) differs.push({ path: 'stage', expected: stage, actual: call.stage });
    return { call, differs };
  });
}

/** Without its body, what is known of a call by its trace. */
function callIn(candidate: Candidate, body: { readonly call: unknown } | undefined): unknown {
  if (body !== undefined) return body.call;
  const { messageId, type, event } = candidate;
  return 'userId' in candidate
    ? { messageId, type, event, userId: candidate.userId, anonymousId: candidate.anonymousId }
    : { messageId, type, event };
}

/** What the differences are about: without keys. */
function shownBody(call: ShownCall): unknown {
  const { messageId, type, userId, anonymousId, event } = call;
  const body = call.delivered ?? call.received;
  if (body === undefined) return { messageId, type, userId, anonymousId, event };
  return call.delivered === undefined && typeof body === 'object' && body !== null
    ? { type, messageId, ...body }
    : body;
}
