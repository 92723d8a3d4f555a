/** Plays one sequence of commands against the target and finds its first difference from the model. */
import type { Call } from '../../calls/index.ts';
import type { Exchange } from '../../schemas/index.ts';
import { validate } from '../../schemas/index.ts';
import { UnmetExpectation } from '../errors.ts';
import { awaitMarker, type Session } from '../session/index.ts';
import { eventually } from '../settle.ts';
import type { HttpResponse, Identity, NoResponse } from '../target/index.ts';
import { createRecorder, describeResponse, isAccepted, type Recorder } from '../target/index.ts';
import { type Command, callsOf } from './commands.ts';
import { compare } from './compare.ts';
import type { Mismatch } from './mismatch.ts';
import { after, EMPTY_MODEL, type Model, needsSettled } from './model.ts';

/** What a sequence is played with. */
interface Play {
  readonly session: Session;
  /** Identifiers that no other sequence uses. */
  readonly identity: Identity;
  /** How long to wait before a mismatch counts, in milliseconds. */
  readonly patienceMs: number;
}

/** The result of a sequence. */
interface Played {
  /** Undefined if the destination agrees with the model. */
  readonly mismatch?: Mismatch;
  readonly exchanges: readonly Exchange[];
  /** Calls that were sent, without markers. */
  readonly calls: number;
}

/**
 * Plays a sequence. Without evidence, only the responses are checked.
 *
 * @param commands all of them covered by the contract (`coveredOnly`)
 * @throws BlockedExample if the run may send no more calls, or a marker did not become visible
 */
export async function play(commands: readonly Command[], how: Play): Promise<Played> {
  const recorder = createRecorder('exploration');
  const mismatch = await firstMismatch(commands, how, recorder);
  const calls = recorder.exchanges.filter(({ purpose }) => purpose === 'call').length;
  return { exchanges: recorder.exchanges, calls, mismatch };
}

async function firstMismatch(
  commands: readonly Command[],
  how: Play,
  recorder: Recorder,
): Promise<Mismatch | undefined> {
  const { session, identity } = how;
  let model: Model = EMPTY_MODEL;
  let last: Call | undefined;
  for (const [step, command] of commands.entries()) {
    if (needsSettled(model, command, identity)) {
      const early = await look(model, how, recorder);
      if (early !== undefined) return early;
    }
    const calls = callsOf(command, identity, last);
    const responses = await Promise.all(calls.map((call) => post(call, session, recorder)));
    const refused = responses.find((response) => !isAccepted(response));
    if (refused !== undefined) return refusal(step, refused);
    model = after(model, command, identity);
    last = calls.length === 1 ? calls[0] : undefined;
  }
  if (session.evidence === undefined) return undefined;
  await awaitMarker(session, { identity, alias: 'marker', credential: 'the API key', recorder });
  return look(model, how, recorder);
}

function post(call: Call, { target }: Session, recorder: Recorder): Promise<HttpResponse | NoResponse> {
  const [violation] = validate(call.type as 'identify', call);
  if (violation !== undefined) throw new Error(`the explorer built an invalid call: ${violation.message}`);
  return target.deliver(JSON.stringify(call), {}, recorder);
}

/** Compares until nothing differs or the waiting time is over. */
async function look(model: Model, how: Play, recorder: Recorder): Promise<Mismatch | undefined> {
  const { session, identity, patienceMs } = how;
  const { evidence, timing, stopped } = session;
  if (evidence === undefined) return undefined;
  let found: Mismatch | undefined;
  const asking = { credential: 'the API key', recorder } as const;
  try {
    await eventually(
      async () => {
        [found] = await compare(model, identity, evidence, asking);
        return found && { ...found.difference, final: found.final };
      },
      { deadlineMs: patienceMs, timing, recorder, stopped },
    );
    return undefined;
  } catch (error) {
    if (error instanceof UnmetExpectation) return found;
    throw error;
  }
}

function refusal(step: number, response: HttpResponse | NoResponse): Mismatch {
  const difference = {
    message: 'a valid call was not accepted',
    expected: 'a 2xx response',
    actual: describeResponse(response),
  };
  return { subject: { kind: 'refused', step }, difference, final: true };
}
