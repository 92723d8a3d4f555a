/** Alterations of the values that Engage computes (docs/segment-facts.md section 6). */
import type { JsonObject } from '../../schemas/index.ts';
import type { DecisionInput, PropertyHolder } from '../astrolabe/index.ts';
import { findUser, type Store } from '../astrolabe/index.ts';
import type { Alteration } from './alteration.ts';
import { changingProperties, mapValues } from './property-kinds.ts';
import { afterStoring, type MutationOf, remembering, together } from './wrappers.ts';

/** The audience flag or computed trait of a call, and the record that it belongs to, if that exists. */
interface ComputedValue {
  readonly of: 'audience' | 'trait';
  readonly key: string;
  readonly holder: PropertyHolder | undefined;
}

/** The computed value of a call; undefined for an ordinary call. */
export function computedValueOf({
  type,
  call,
  connector: { store },
}: DecisionInput): ComputedValue | undefined {
  const { context } = call as { context?: { personas?: JsonObject } };
  const { computation_class: of, computation_key: key } = context?.personas ?? {};
  if ((of !== 'audience' && of !== 'trait') || typeof key !== 'string') return undefined;
  return {
    of,
    key,
    holder: type === 'group' ? store.accounts.get(call.groupId ?? '') : findUser(store, call),
  };
}

/** Changes a computed value before it is stored: to another value, or to `DROPPED`. */
export function changingComputed(
  kind: 'identify' | 'group',
  of: ComputedValue['of'],
  change: (value: unknown, computed: ComputedValue) => unknown,
): Alteration {
  return changingProperties(kind, (properties, input) => {
    const computed = computedValueOf(input);
    if (computed?.of !== of) return undefined;
    return mapValues(properties, (value, name) => (name === computed.key ? change(value, computed) : value));
  });
}

/** Tampers with the store after a User has entered an audience (`flag` is true) or left it. */
export function afterAudience(
  tamper: (store: Store, userId: string, key: string, flag: boolean) => boolean,
): Alteration {
  return afterFlag('identify', ({ who: { userId }, update }, key, store) => {
    const flag = update.properties[key];
    return userId !== undefined && typeof flag === 'boolean' && tamper(store, userId, key, flag);
  });
}

/** Tampers with the store after an Account has entered an audience or left it. */
export function afterAccountAudience(
  tamper: (store: Store, userId: string, flag: JsonObject, groupId: string) => boolean,
): Alteration {
  return afterFlag('group', ({ groupId, who: { userId = '' }, update: { properties } }, key, store) =>
    tamper(store, userId, { [key]: properties[key] }, groupId),
  );
}

function afterFlag<K extends 'identify' | 'group'>(
  kind: K,
  tamper: (mutation: MutationOf<K>, key: string, store: Store) => boolean,
): Alteration {
  return remembering(() => {
    let key: string | undefined;
    return together(
      (parts) => ({
        decide(input) {
          const computed = input.type === kind ? computedValueOf(input) : undefined;
          key = computed?.of === 'audience' ? computed.key : undefined;
          return parts.decide(input);
        },
      }),
      afterStoring(kind, (mutation, store) => key !== undefined && tamper(mutation, key, store)),
    );
  });
}
