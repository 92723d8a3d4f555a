/** Defects that act only on calls that arrive before an earlier call about the same thing is answered. */
import type { DecisionInput, Parts } from '../astrolabe/index.ts';
import type { Alteration } from './alteration.ts';
import { together } from './wrappers.ts';

/** What a call is about, such as a user ID, and what it does to it. */
interface About {
  readonly subject: string;
  readonly does: string;
}

/** How long a call counts as being stored, by the emulator's clock. */
const STORING_MS = 10;
/** Duration of the answer, in real time; it is longer, so that calls after the answer meet no other. */
const ANSWER_MS = 20;

/**
 * @param arrivalOf undefined for calls that meet no other
 * @param alter called with a function that returns what earlier calls, which are still being stored, do to the subject
 */
export function meeting(
  arrivalOf: (input: DecisionInput) => About | undefined,
  alter: (earlier: (input: DecisionInput) => readonly string[]) => Alteration,
): Alteration {
  return (parts, tools) => {
    const storing = new Map<string, readonly string[]>();
    const earlier = (input: DecisionInput) => storing.get(arrivalOf(input)?.subject ?? '') ?? [];
    return together(alter(earlier), registering(arrivalOf, storing))(parts, tools);
  };
}

function registering(
  arrivalOf: (input: DecisionInput) => About | undefined,
  storing: Map<string, readonly string[]>,
): Alteration {
  return (parts, { clock }): Partial<Parts> => {
    let isRegistered = false;
    return {
      decide(input) {
        const arrival = arrivalOf(input);
        const outcome = parts.decide(input);
        isRegistered = arrival !== undefined;
        if (arrival === undefined) return outcome;
        const { subject, does } = arrival;
        storing.set(subject, [...(storing.get(subject) ?? []), does]);
        clock.schedule(clock.now() + STORING_MS, { what: 'write' }, () => {
          storing.set(subject, (storing.get(subject) ?? []).slice(1));
        });
        return outcome;
      },
      amend(decision, inbound) {
        const amended = parts.amend(decision, inbound);
        if (!isRegistered) return amended;
        isRegistered = false;
        return { ...amended, delayMs: ANSWER_MS };
      },
    };
  };
}
