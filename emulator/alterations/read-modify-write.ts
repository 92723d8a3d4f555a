/** The defect of a store without transactions: an update is based on the state at the arrival of its call. */
import { findUser, type StoredUser } from '../astrolabe/index.ts';
import type { Alteration } from './alteration.ts';

/** Duration of a write, by the emulator's clock. */
const WRITE_MS = 5;
/** Duration of the answer, in real time; it is longer, so that calls after the answer find everything written. */
const ANSWER_MS = 15;

export const readModifyWrite: Alteration = (parts, { clock, act }) => {
  const writing = new Map<StoredUser, number>();
  return {
    amend(decision, inbound) {
      const amended = parts.amend(decision, inbound);
      return amended.mutation?.kind === 'identify' ? { ...amended, delayMs: ANSWER_MS } : amended;
    },
    apply(connector, mutation) {
      const user = mutation.kind === 'identify' ? findUser(connector.store, mutation.who) : undefined;
      if (user === undefined) {
        parts.apply(connector, mutation);
        return;
      }
      const read = { ...user.properties };
      const others = writing.get(user) ?? 0;
      if (others > 0) act();
      writing.set(user, others + 1);
      clock.schedule(clock.now() + WRITE_MS, { what: 'write' }, () => {
        user.properties = read;
        parts.apply(connector, mutation);
        const left = (writing.get(user) ?? 1) - 1;
        if (left === 0) writing.delete(user);
        else writing.set(user, left);
      });
    },
  };
};
