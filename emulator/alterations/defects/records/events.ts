/** Defects in how track calls become events. */

import type { TrackedEvent } from '../../../astrolabe/index.ts';
import { findUser, type Store } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { asError, isAccepted } from '../../decisions.ts';
import { DROPPED, mapValues } from '../../property-kinds.ts';
import { addProperties } from '../../store-tampering.ts';
import { afterStoring, answering, changing } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

export const EVENT_DEFECTS = {
  'track-of-unknown-user-refused': {
    what: 'A track for a user ID that was never identified is answered 400',
    breaks: 'AST-TRACK-001',
    alter: answering((decision) => {
      const { connector, mutation } = decision;
      if (!isAccepted(decision) || connector === undefined || mutation?.kind !== 'track') return undefined;
      return findUser(connector.store, mutation.event) === undefined ? asError(decision, 400) : undefined;
    }),
  },
  'odd-event-names-refused': {
    what: 'A track whose event has more than Latin letters, digits and spaces is answered 400',
    breaks: 'AST-TRACK-001',
    alter: answering((decision) =>
      isAccepted(decision) &&
      decision.mutation?.kind === 'track' &&
      /[^\w ]/.test(decision.mutation.event.event)
        ? asError(decision, 400)
        : undefined,
    ),
  },
  'track-forgotten': {
    what: 'Track calls are accepted and not stored',
    breaks: 'AST-TRACK-002',
    alter: changing('track', () => 'nothing'),
  },
  'event-properties-lost': {
    what: 'Events are stored without their properties',
    breaks: 'AST-TRACK-002',
    alter: changingEvents(({ properties }) =>
      Object.keys(properties).length > 0 ? { properties: {} } : undefined,
    ),
  },
  'event-false-dropped': {
    what: 'Properties of an event that are false are not stored',
    breaks: 'AST-TRACK-002',
    alter: changingEvents(({ properties }) => {
      const kept = mapValues(properties, (value) => (value === false ? DROPPED : value));
      return kept === undefined ? undefined : { properties: kept };
    }),
  },
  'event-names-joined': {
    what: 'The name of an event is stored in snake case',
    breaks: 'AST-TRACK-002',
    alter: changingEvents(({ event }) => {
      const name = event.toLowerCase().replaceAll(' ', '_');
      return name === event ? undefined : { event: name };
    }),
  },
  'event-properties-on-user': {
    what: 'The properties of an event also become properties of the User',
    breaks: 'AST-TRACK-003',
    alter: afterStoring('track', ({ event }, store) =>
      addProperties(findUser(store, event), event.properties),
    ),
  },
  'event-updates-user': {
    what: 'The properties of an event replace properties of the User with the same name',
    breaks: 'AST-TRACK-003',
    alter: afterStoring('track', ({ event }, store) => {
      const user = findUser(store, event);
      const common = Object.entries(event.properties).filter(
        ([name]) => user !== undefined && Object.hasOwn(user.properties, name),
      );
      return addProperties(user, Object.fromEntries(common));
    }),
  },
  'equal-events-recorded-once': {
    what: 'An event that differs from an earlier one only in its messageId is not recorded',
    breaks: 'AST-TRACK-004',
    alter: changing('track', ({ event }, { connector }) =>
      eventsOf(connector.store, event).some((other) => isSame(other, event)) ? 'nothing' : undefined,
    ),
  },
  'event-time-of-arrival': {
    what: 'An event gets its time of arrival as timestamp',
    breaks: 'AST-TRACK-005',
    alter: changing('track', (mutation) => ({
      ...mutation,
      event: { ...mutation.event, timestamp: new Date(mutation.receivedAt).toISOString() },
    })),
  },
  'event-milliseconds-cut': {
    what: 'The timestamp of an event is cut to the second',
    breaks: 'AST-TRACK-005',
    alter: changingEvents(({ timestamp }) => {
      const cut = timestamp?.replace(/\.\d+Z$/, 'Z');
      return cut === timestamp ? undefined : { timestamp: cut };
    }),
  },
  'leap-day-in-march': {
    what: 'An event of 29 February gets the date 1 March',
    breaks: 'AST-TRACK-005',
    alter: changingEvents(({ timestamp }) =>
      timestamp?.includes('-02-29T') ? { timestamp: timestamp.replace('-02-29T', '-03-01T') } : undefined,
    ),
  },
  'clock-restarted': {
    what: 'Every event gets the timestamp 1970-01-01, as if the clock had restarted',
    breaks: 'AST-TRACK-005',
    alter: changingEvents(({ timestamp }) =>
      timestamp === undefined ? undefined : { timestamp: '1970-01-01T00:00:00.000Z' },
    ),
  },
} as const satisfies Defects;

function changingEvents(change: (event: TrackedEvent) => Partial<TrackedEvent> | undefined): Alteration {
  return changing('track', (mutation) => {
    const changed = change(mutation.event);
    return changed === undefined ? undefined : { ...mutation, event: { ...mutation.event, ...changed } };
  });
}

function eventsOf(store: Store, { userId, anonymousId }: TrackedEvent): readonly TrackedEvent[] {
  const events =
    userId === undefined
      ? store.eventsByAnonymousId.get(anonymousId ?? '')
      : store.eventsByUserId.get(userId);
  return events?.map(({ record }) => record) ?? [];
}

function isSame(one: TrackedEvent, other: TrackedEvent): boolean {
  const content = ({ event, properties, timestamp }: TrackedEvent) =>
    JSON.stringify([event, properties, timestamp]);
  return content(one) === content(other);
}
