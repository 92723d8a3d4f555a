/** Defects in how repeated deliveries are treated. */
import type { DecisionInput } from '../../../astrolabe/index.ts';
import { findUser } from '../../../astrolabe/index.ts';
import { repetition } from '../../counting.ts';
import { addingAccounts, addingUsers } from '../../duplicates.ts';
import { changing, remembering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const REPEAT_DEFECTS = {
  'third-delivery-recorded': {
    what: 'The second delivery of a track is recognised as a repeat, the third is recorded',
    breaks: 'AST-RETRY-001',
    alter: (parts, { act }) => {
      const deliveries = new Map<string, number>();
      return {
        decide(input) {
          const { type, call } = input;
          if (type !== 'track' || typeof call.messageId !== 'string') return parts.decide(input);
          const count = (deliveries.get(call.messageId) ?? 0) + 1;
          deliveries.set(call.messageId, count);
          if (count !== 3) return parts.decide(input);
          act();
          return parts.decide({ ...input, call: { ...call, messageId: null } });
        },
      };
    },
  },
  'only-latest-delivery-recognised': {
    what: 'A track that is delivered again after another call of its user is recorded again',
    breaks: 'AST-RETRY-001',
    alter: remembering(() => {
      const isRepeated = redeliveries();
      const latest = new Map<unknown, unknown>();
      return (parts, { act }) => ({
        decide(input) {
          const { type, call } = input;
          const isForgotten = isRepeated(input) && latest.get(call.userId) !== call.messageId;
          latest.set(call.userId, call.messageId);
          if (type !== 'track' || !isForgotten) return parts.decide(input);
          act();
          return parts.decide({ ...input, call: { ...call, messageId: null } });
        },
      });
    }),
  },
  'deliveries-forgotten-soon': {
    what: 'A track that is delivered again after more than 1.7 seconds is recorded again',
    breaks: 'AST-RETRY-001',
    alter: (parts, { act, clock }) => {
      const firsts = new Map<string, number>();
      return {
        decide(input) {
          const { type, call } = input;
          if (type !== 'track' || typeof call.messageId !== 'string') return parts.decide(input);
          const first = firsts.get(call.messageId) ?? clock.now();
          firsts.set(call.messageId, first);
          if (clock.now() - first < 1700) return parts.decide(input);
          act();
          return parts.decide({ ...input, call: { ...call, messageId: null } });
        },
      };
    },
  },
  'repeated-identify-adds-user': {
    what: 'An identify that is delivered again adds a second User',
    breaks: 'AST-RETRY-002',
    alter: addingUsers(redeliveries),
  },
  'repeated-group-adds-account': {
    what: 'A group that is delivered again adds a second Account',
    breaks: 'AST-RETRY-002',
    alter: addingAccounts(redeliveries),
  },
  'repeated-identify-empties-user': {
    what: 'An identify that is delivered again removes its properties',
    breaks: 'AST-RETRY-002',
    alter: remembering(() => {
      const isRepeated = redeliveries();
      return changing('identify', (mutation, input) => {
        if (!isRepeated(input) || findUser(input.connector.store, mutation.who) === undefined)
          return undefined;
        const { properties, rules } = mutation.update;
        const removed = Object.fromEntries(Object.keys(properties).map((name) => [name, null]));
        return { ...mutation, update: { properties: removed, rules: { ...rules, nulls: 'remove' } } };
      });
    }),
  },
} as const satisfies Defects;

/** Returns a function that says whether a messageId was delivered before. */
function redeliveries(): (input: DecisionInput) => boolean {
  const isRepeated = repetition();
  return ({ connector, call }) =>
    typeof call.messageId === 'string' && isRepeated(`${connector.name} ${call.messageId}`);
}
