/** The fields that a library and Segment add to a call (docs/segment-facts.md section 4). */
import type { Faker } from '@faker-js/faker';
import type { Call, Members, Person } from '../calls/index.ts';
import type { Library } from './libraries.ts';
import type { Colleague } from './people.ts';
import { iso } from './time-forms.ts';

/** The type of a call and the members that only this type has. */
export type CallBody = { readonly type: string } & Members;

/**
 * A complete call as Segment delivers it to a destination.
 *
 * @param body a new object, which becomes the call: copying it would cost as much as making it
 * @param now when it happened, in milliseconds since 1970
 */
export function surround(body: CallBody, person: Person, library: Library, faker: Faker, now: number): Call {
  const delay = faker.number.int({ min: 1, max: 900 });
  return Object.assign(body, person, {
    messageId: library.messageId(faker, now),
    timestamp: iso(now),
    originalTimestamp: library.time(now, faker),
    sentAt: iso(now + delay),
    receivedAt: iso(now + delay + faker.number.int({ min: 1, max: 90 })),
    context: library.context(faker),
    integrations: faker.number.int(4) === 0 ? { All: true, Astrolabe: true } : {},
    channel: library.channel,
    projectId: 'aB3cD4eF5gH6iJ7kL8mN9o',
    version: 2,
  });
}

/** The ids that a library sends: a server the user ID, a client both, and in one of ten calls only the anonymous ID. */
export function idsOf(colleague: Colleague, { channel }: Library, faker: Faker): Person {
  const { userId, anonymousId } = colleague;
  if (channel === 'server') return { userId };
  return faker.number.int(9) === 0 ? { anonymousId } : { userId, anonymousId };
}
