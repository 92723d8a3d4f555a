/** Plays one sequence of commands against the target and looks for the first difference from the model. */

import type { Call } from '../../calls/index.ts';
import { identify } from '../../calls/index.ts';
import type { Exchange } from '../../schemas/index.ts';
import { validate } from '../../schemas/index.ts';
import { BlockedExample, UnmetExpectation } from '../errors.ts';
import type { Session } from '../session/index.ts';
import { eventually } from '../settle.ts';
import type { HttpResponse, Identity, NoResponse } from '../target/index.ts';
import { createRecorder, isAccepted, type Recorder } from '../target/index.ts';
import { type Command, callsOf } from './commands.ts';
import { compare } from './compare.ts';
import type { Mismatch } from './mismatch.ts';
import { after, EMPTY_MODEL, type Model, needsSettled } from './model.ts';

/** How a sequence is played. */
interface Play {
  readonly session: Session;
  /** Names that no other sequence uses. */
  readonly identity: Identity;
  /** How long to look before a difference counts, in milliseconds. */
  readonly patienceMs: number;
}

/** What came of it. */
interface Played {
  /** Absent where the destination kept all that the model was promised. */
  readonly mismatch?: Mismatch;
  readonly exchanges: readonly Exchange[];
  /** Calls that were sent, markers not counted. */
  readonly calls: number;
}

/**
 * Without evidence, acceptance alone is looked at.
 *
 * @param commands such that the model promises something about each (`promisedOnly`)
 * @throws BlockedExample where the run may send no more, or a marker did not become visible
 */
export async function play(commands: readonly Command[], how: Play): Promise<Played> {
  const recorder = createRecorder();
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
    const answers = await Promise.all(calls.map((call) => post(call, session, recorder)));
    const refused = answers.find((answer) => !isAccepted(answer));
    if (refused !== undefined) return refusal(step, refused);
    model = after(model, command, identity);
    last = calls.length === 1 ? calls[0] : undefined;
  }
  if (session.evidence === undefined) return undefined;
  await settle(how, recorder);
  return look(model, how, recorder);
}

function post(call: Call, { target }: Session, recorder: Recorder): Promise<HttpResponse | NoResponse> {
  const [violation] = validate(call.type as 'identify', call);
  if (violation !== undefined) throw new Error(`the explorer made a broken call: ${violation.message}`);
  return target.post(JSON.stringify(call), {}, recorder);
}

/** Looks until nothing differs, or patience is at its end. */
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

/** Waits until a marker that was sent after all calls is visible (docs/contract.md section 4). */
async function settle({ session, identity }: Play, recorder: Recorder): Promise<void> {
  const { target, evidence, settings, timing, stopped } = session;
  const { userId = '' } = identity.user('marker');
  const call = identify({ userId }, { email: identity.email('marker') }, identity.stamp());
  const answer = await target.post(JSON.stringify(call), { purpose: 'marker' }, recorder);
  if (!isAccepted(answer))
    throw new BlockedExample(`AST-IDENT-001: a marker was not accepted: ${inWords(answer)}`);
  try {
    await eventually(
      async () => {
        const users = await evidence?.users({ userId }, { credential: 'the API key', recorder });
        return users?.length === 0
          ? { message: 'a marker sent after the calls did not become visible' }
          : undefined;
      },
      { deadlineMs: settings.settleMs, timing, recorder, stopped },
    );
  } catch (error) {
    if (error instanceof UnmetExpectation)
      throw new BlockedExample(`AST-IDENT-001: ${error.difference.message}`);
    throw error;
  }
}

function refusal(step: number, answer: HttpResponse | NoResponse): Mismatch {
  const difference = {
    message: 'a valid call was not accepted',
    expected: 'a 2xx answer',
    actual: inWords(answer),
  };
  return { subject: { kind: 'refused', step }, difference, final: true };
}

function inWords(answer: HttpResponse | NoResponse): string {
  if ('failure' in answer) return `no answer: ${answer.failure}`;
  return `${answer.status} with ${answer.body.trim().slice(0, 300) || 'an empty body'}`;
}
