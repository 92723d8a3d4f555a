/** The last look: what examples found stored is looked at once more at the end of the run (docs/contract.md section 2). */
import { BlockedExample, UnmetExpectation } from '../errors.ts';
import { inLanes } from '../in-lanes.ts';
import { eventually, type StateDifference } from '../settle.ts';
import { waitUntil } from '../target/index.ts';
import type { FoundState } from './found-state.ts';
import type { Session } from './session.ts';

/** A state that an example had found, and that is different now. */
export interface LostState {
  readonly found: FoundState;
  readonly difference: StateDifference;
}

/**
 * Looks at everything that examples found, at least the run's `lastLookMs` after the last of them found it, and after
 * what some of them send late. What seems
 * to have changed is looked at again until `settleMs` has passed, because a copy of the records may lag behind.
 */
export async function takeLastLook(session: Session): Promise<LostState[]> {
  const { settings, timing, end } = session;
  const states = session.foundStates();
  if (settings.lastLookMs === undefined || states.length === 0) return [];
  const due = Math.max(...states.map(({ at }) => at)) + settings.lastLookMs;
  await waitUntil(due, timing, end.stopped);
  if (end.stopped()) return leaveOut(end);
  await Promise.all(states.map(sendLate));
  session.shareReads(true);
  const suspects = await inLanes(states, settings.concurrency, suspect);
  session.shareReads(false);
  const lost = await inLanes(suspects.filter(isThere), settings.concurrency, (found) =>
    persistentDifference(found, session),
  );
  return lost.filter(isThere);
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** The run says that a limit kept it from this look. */
function leaveOut(end: Session['end']): [] {
  end.whyStopped('before');
  return [];
}

/** A call that is not answered proves nothing. */
async function sendLate({ late }: FoundState): Promise<void> {
  try {
    await late?.();
  } catch (error) {
    if (!(error instanceof BlockedExample)) throw error;
  }
}

/** Returns the state if it seems to have changed; the differences of all of them together may be large. */
async function suspect(found: FoundState): Promise<FoundState | undefined> {
  try {
    for (const look of found.looks) {
      if ((await look()) !== undefined) return found;
    }
  } catch (error) {
    // Without an answer nothing is known; lost evidence ends the run as incomplete by itself.
    if (!(error instanceof BlockedExample)) throw error;
  }
  return undefined;
}

async function persistentDifference(found: FoundState, session: Session): Promise<LostState | undefined> {
  const { settings, timing, end } = session;
  const how = { deadlineMs: settings.settleMs, timing, recorder: found.recorder, end };
  try {
    for (const look of found.looks) await eventually(async () => notFinal(await look()), how);
  } catch (error) {
    if (error instanceof UnmetExpectation) return { found, difference: inTheEnd(error, found, session) };
    if (!(error instanceof BlockedExample)) throw error;
  }
  return undefined;
}

function notFinal(difference: StateDifference | undefined): StateDifference | undefined {
  return difference && { ...difference, final: false };
}

/** Names the example whose identifiers are in what is there now. */
function inTheEnd(
  { difference }: UnmetExpectation,
  { example, late }: FoundState,
  session: Session,
): StateDifference {
  const text = JSON.stringify(difference.actual ?? null);
  const others = session.foundStates().flatMap((state) => (state.example === example ? [] : state.example));
  const writer = others.find((other) => text.includes(session.scopeOf(other)));
  const blamed = writer === undefined ? '' : `; what is there now comes from the example ${writer}`;
  return {
    ...difference,
    message: `it was stored, and at the end of the run${late === undefined ? '' : ', after one more delivery,'} ${difference.message}${blamed}`,
  };
}
