/** Audience flags and computed traits of generated people. */
import type { Faker } from '@faker-js/faker';
import type { Call } from '../calls/index.ts';
import { type Computation, computedGroup, computedIdentify } from '../calls/index.ts';
import type { Colleague } from './people.ts';
import { iso } from './time-forms.ts';

const SPACE_ID = 'spa_1dGlTZ7xNfh1xk0Xcn0BhyHeEmz';

/** Keys of audiences that a revenue team would build. */
export const AUDIENCES: readonly string[] = [
  'order_completed_last_30days',
  'power_users',
  'likely_to_churn',
  'trial_ends_this_week',
  'expansion_candidates',
];

/** Computed traits, each with a generator of its values. */
const COMPUTED_TRAITS: readonly { readonly key: string; readonly value: (faker: Faker) => unknown }[] = [
  { key: 'lifetime_value', value: (faker) => faker.number.int({ min: 0, max: 9_000_000 }) / 100 },
  { key: 'last_seen_plan', value: (faker) => faker.helpers.arrayElement(['free', 'team', 'enterprise']) },
  { key: 'logged_in_this_week', value: (faker) => faker.datatype.boolean() },
  { key: 'top_features', value: (faker) => faker.helpers.arrayElements(['export', 'alerts', 'forecast']) },
];

/** A call with a flag or a value of a generated person; one of eight flags is of their company. */
export function computedCall(
  kind: 'audience' | 'computed-trait',
  colleague: Colleague,
  faker: Faker,
  now: number,
): Call {
  if (kind === 'computed-trait') {
    const { key, value } = faker.helpers.arrayElement(COMPUTED_TRAITS);
    return computedIdentify(
      person(colleague),
      computation('trait', key),
      { [key]: value(faker) },
      stamp(faker, now),
    );
  }
  const key = faker.helpers.arrayElement(AUDIENCES);
  const flag = faker.datatype.boolean();
  if (faker.number.int(7) === 0) {
    const { groupId } = colleague.company;
    return computedGroup(
      person(colleague),
      groupId,
      computation('audience', key),
      { [key]: flag },
      stamp(faker, now),
    );
  }
  return audienceFlag(colleague, key, flag, faker, now);
}

/** The identify call that says that a person entered or left an audience, with their email address. */
export function audienceFlag(
  colleague: Colleague,
  key: string,
  member: boolean,
  faker: Faker,
  now: number,
): Call {
  const traits = { [key]: member, email: colleague.traits.email };
  return computedIdentify(person(colleague), computation('audience', key), traits, stamp(faker, now));
}

function person({ userId }: Colleague) {
  return { userId };
}

function stamp(faker: Faker, now: number) {
  return { messageId: `personas_${faker.string.alphanumeric(27)}`, timestamp: iso(now) };
}

/** A computation has the same id for every person. */
function computation(kind: Computation['kind'], key: string): Computation {
  const letters = key.replaceAll('_', '').padEnd(27, '0').slice(0, 27);
  return { kind, key, id: `${kind === 'audience' ? 'aud' : 'tra'}_${letters}`, spaceId: SPACE_ID };
}
