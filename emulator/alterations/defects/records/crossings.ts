/** Defects by which what one record was given becomes another record's. */
import type { JsonObject } from '../../../../schemas/index.ts';
import { findUser, type PropertyHolder, type Store } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { computedValueOf } from '../../computations.ts';
import { addProperties } from '../../store-tampering.ts';
import { afterStoring, changing } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

/** What people are called and reached by, in the Segment Spec. */
const PERSONAL = ['email', 'phone', 'name', 'username', 'avatar'] as const;

export const CROSSING_DEFECTS = {
  'event-fills-traits': {
    what: 'Name and address in the properties of an event become those of a User who has none',
    breaks: 'AST-TRACK-003',
    alter: afterStoring('track', ({ event }, store) => fill(findUser(store, event), event.properties)),
  },
  'event-revenue-added-up': {
    what: "The revenue of an event is added to a User's property of that name",
    breaks: 'AST-TRACK-003',
    alter: afterStoring('track', ({ event }, store) => {
      const user = findUser(store, event);
      const [sum, more] = [user?.properties.revenue, event.properties.revenue];
      if (typeof sum !== 'number' || typeof more !== 'number') return false;
      return addProperties(user, { revenue: sum + more });
    }),
  },
  'account-fills-traits': {
    what: 'Name and address of an Account become those of a User who has none',
    breaks: 'AST-GROUP-006',
    alter: afterStoring('group', ({ who, update }, store) => fill(findUser(store, who), update.properties)),
  },
  'account-name-becomes-company': {
    what: "The name of an Account becomes its User's company",
    breaks: 'AST-GROUP-006',
    alter: afterStoring('group', ({ who, update: { properties } }, store) =>
      typeof properties.name === 'string'
        ? addProperties(findUser(store, who), { company: properties.name })
        : false,
    ),
  },
  'flag-goes-by-address': {
    what: 'A flag whose call has an address goes to the first User with that address',
    breaks: 'AST-AUD-009',
    alter: flaggingByAddress(),
  },
} as const satisfies Defects;

function fill(user: PropertyHolder | undefined, given: JsonObject): boolean {
  const missing = PERSONAL.filter(
    (name) => Object.hasOwn(given, name) && !Object.hasOwn(user?.properties ?? {}, name),
  );
  return addProperties(user, Object.fromEntries(missing.map((name) => [name, given[name]])));
}

function flaggingByAddress(): Alteration {
  return changing('identify', (mutation, input) => {
    const { email } = mutation.update.properties;
    if (computedValueOf(input)?.of !== 'audience' || typeof email !== 'string') return undefined;
    const first = firstWith(email, input.connector.store);
    return first === undefined || first === mutation.who.userId
      ? undefined
      : { ...mutation, who: { ...mutation.who, userId: first } };
  });
}

function firstWith(email: string, { usersById }: Store): string | undefined {
  return [...usersById.values()].find(({ properties }) => properties.email === email)?.userId;
}
