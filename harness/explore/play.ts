/** Plays one sequence of commands against the target and finds its differences from the model. */
import type { Call } from '../../calls/index.ts';
import type { Exchange } from '../../schemas/index.ts';
import { validate } from '../../schemas/index.ts';
import { UnmetExpectation } from '../errors.ts';
import { awaitMarker, type Session } from '../session/index.ts';
import { eventually } from '../settle.ts';
import type { HttpResponse, Identity, NoResponse } from '../target/index.ts';
import { createRecorder, isAccepted, type Recorder } from '../target/index.ts';
import { type Command, callsOf, isSingle } from './commands/commands.ts';
import { compare } from './model/compare.ts';
import type { Seen } from './model/mismatch.ts';
import {
  after,
  EMPTY_MODEL,
  keyText,
  type Model,
  needsOf,
  type RecordKey,
  recordsTouched,
} from './model/model.ts';
import { refusalOf } from './model/refusal.ts';

/** What a sequence is played with. */
export interface Play {
  readonly session: Session;
  /** Identifiers that no other sequence uses. */
  readonly identity: Identity;
  /** How long to wait before a mismatch counts, in milliseconds. */
  readonly patienceMs: number;
  /** Whether a mismatch was explained before: it is neither waited for nor reported. */
  readonly isKnown: (seen: Seen) => boolean;
  /** Whether the sequence can go on after a mismatch. */
  readonly isMinor: (seen: Seen) => boolean;
}

/** The result of a sequence. */
export interface Played {
  /** Empty if the destination agrees with the model. */
  readonly seen: readonly Seen[];
  readonly exchanges: readonly Exchange[];
  /** Calls that were sent, without markers. */
  readonly calls: number;
  /** How long the slowest record took to become visible, in milliseconds. */
  readonly slowestMs: number;
}

/** The pause of a `wait`: a write that is taken back is then seen. */
const PAUSE_MS = 30;

/**
 * Plays a sequence. Without evidence, only the responses are checked.
 *
 * @param commands all of them covered by the contract (`coveredOnly`)
 * @throws BlockedExample if the run may send no more calls, or a marker did not become visible
 */
export async function play(commands: readonly Command[], how: Play): Promise<Played> {
  const recorder = createRecorder('exploration');
  const looks = createLooks(how, recorder);
  await playAll(commands, how, { recorder, looks });
  const calls = recorder.exchanges.filter(({ purpose }) => purpose === 'call').length;
  return { seen: looks.seen, exchanges: recorder.exchanges, calls, slowestMs: looks.slowestMs() };
}

/** Where a sequence is played, and what was seen of it. */
interface Stage {
  readonly recorder: Recorder;
  readonly looks: Looks;
}

async function playAll(commands: readonly Command[], how: Play, { recorder, looks }: Stage): Promise<void> {
  const { session, identity } = how;
  const { timing, evidence } = session;
  const visible = new Set<string>();
  const changed = new Set<string>();
  const sent: Call[] = [];
  let model: Model = EMPTY_MODEL;
  for (const [step, command] of commands.entries()) {
    const before = commands.slice(0, step);
    if (command.kind === 'wait') {
      if (evidence === undefined) continue;
      await timing.sleep(PAUSE_MS);
      if (!(await looks.at(model, before))) return;
      changed.clear();
      continue;
    }
    const needs = needsOf(model, command, identity);
    const unseen = [
      ...needs.settled.filter((key) => changed.has(keyText(key))),
      ...needs.known.filter((key) => !visible.has(keyText(key))),
    ];
    if (unseen.length > 0) {
      if (!(await looks.at(model, before, unseen))) return;
      for (const key of unseen) {
        visible.add(keyText(key));
        changed.delete(keyText(key));
      }
    }
    const calls = callsOf(command, identity, sent);
    const responses = await Promise.all(calls.map((call) => post(call, session, recorder)));
    const refusal = refusalOf(command, responses.map(isAccepted), responses, evidence !== undefined);
    if (refusal !== undefined) {
      const goesOn = looks.add({ mismatch: refusal, commands: commands.slice(0, step + 1) });
      if (!goesOn) return;
    }
    const [first] = calls;
    if (isSingle(command) && first !== undefined) sent.push(first);
    // What the destination refused, and may refuse, is not required of it.
    if (isSingle(command) && responses.some((response) => !isAccepted(response))) continue;
    model = after(model, command, identity);
    for (const key of recordsTouched(command)) changed.add(keyText(key));
  }
  if (evidence === undefined) return;
  await awaitMarker(session, { identity, alias: 'marker', credential: 'the API key', recorder });
  await looks.at(model, commands);
}

function post(call: Call, { target }: Session, recorder: Recorder): Promise<HttpResponse | NoResponse> {
  const [violation] = validate(call.type as 'identify', call);
  if (violation !== undefined) throw new Error(`the explorer built an invalid call: ${violation.message}`);
  return target.deliver(JSON.stringify(call), {}, recorder);
}

/** Looks at stored records, and collects the mismatches. */
interface Looks {
  readonly seen: readonly Seen[];
  slowestMs(): number;
  /** @returns whether the sequence can go on */
  add(seen: Seen): boolean;
  /**
   * Compares until nothing differs or the waiting time is over.
   *
   * @param only default: everything
   * @returns whether the sequence can go on
   */
  at(model: Model, commands: readonly Command[], only?: readonly RecordKey[]): Promise<boolean>;
}

function createLooks({ session, identity, patienceMs, isKnown, isMinor }: Play, recorder: Recorder): Looks {
  const { evidence, timing, end } = session;
  const seen: Seen[] = [];
  const reported = new Set<string>();
  const asking = { credential: 'the API key', recorder } as const;
  let slowestMs = 0;
  const add = (one: Seen) => {
    if (!isKnown(one)) seen.push(one);
    reported.add(JSON.stringify(one.mismatch.subject));
    return isMinor(one) || isKnown(one);
  };
  return {
    seen,
    slowestMs: () => slowestMs,
    add,
    async at(model, commands, only) {
      if (evidence === undefined) return true;
      const startedAt = timing.now() - recorder.waitedMs;
      let found: Seen[] = [];
      const look = async () => {
        const all = await compare(model, identity, evidence, asking, only);
        found = all
          .map((mismatch) => ({ mismatch, commands }))
          .filter((one) => !reported.has(JSON.stringify(one.mismatch.subject)) && !isKnown(one));
        const [first] = found;
        if (first === undefined) return undefined;
        return { ...first.mismatch.difference, final: found.every(({ mismatch }) => mismatch.final) };
      };
      try {
        await eventually(look, { deadlineMs: patienceMs, timing, recorder, end });
        slowestMs = Math.max(slowestMs, timing.now() - recorder.waitedMs - startedAt);
        return true;
      } catch (error) {
        if (!(error instanceof UnmetExpectation)) throw error;
        return found.map(add).every((goesOn) => goesOn);
      }
    },
  };
}
