/** The fields that surround a call on its way from a library through Segment (docs/segment-facts.md section 4). */
import type { Faker } from '@faker-js/faker';
import type { Call, Members, Person } from '../calls/index.ts';
import type { Library } from './libraries.ts';
import type { Colleague } from './people.ts';
import { iso } from './time-forms.ts';

/** What a call is about: its type and the members that only this type has. */
export type Subject = { readonly type: string } & Members;

/**
 * A whole call as Segment hands it to a destination.
 *
 * @param subject a fresh object, which becomes the call: copying it would cost as much as making it
 * @param now milliseconds since 1970, when it happened
 */
export function surround(
  subject: Subject,
  person: Person,
  library: Library,
  faker: Faker,
  now: number,
): Call {
  const delay = faker.number.int({ min: 1, max: 900 });
  return Object.assign(subject, person, {
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

/** The ids by which a library knows somebody: browsers send both, servers the user ID, now and then only a visitor's. */
export function idsOf(colleague: Colleague, { channel }: Library, faker: Faker): Person {
  const { userId, anonymousId } = colleague;
  if (channel === 'server') return { userId };
  return faker.number.int(9) === 0 ? { anonymousId } : { userId, anonymousId };
}
