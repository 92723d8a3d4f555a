/** Customer journeys: from a visitor to a member of audiences, many at the same time. */
import type { Faker } from '@faker-js/faker';
import type { Call, Person } from '../calls/index.ts';
import { type CallBody, surround } from './common-fields.ts';
import { AUDIENCES, audienceFlag } from './computed-calls.ts';
import { LIBRARIES } from './libraries.ts';
import { type Colleague, PLANS } from './people.ts';
import { createPopulation, type Population } from './population.ts';
import { PRODUCT_EVENTS } from './product-events.ts';
import { REFERENCE_DATE, seededFaker } from './seeded.ts';

/** Journeys that are under way at any moment. */
const AT_ONCE = 40;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A call, and when it happens in milliseconds since 1970. */
interface Scheduled {
  readonly at: number;
  readonly call: Call;
}

/**
 * An endless stream of the calls of many journeys, in the order of time. The same seed gives the same calls.
 *
 * In each journey a visitor looks around, signs up, is identified, joins an Account, uses the product, enters an
 * audience and usually leaves it again. When one ends, another begins, so memory does not grow.
 */
export function* journeys(seed: number): Generator<Call, never> {
  const faker = seededFaker(seed);
  const population = createPopulation(faker);
  const begin = (now: number) => startJourney(population, faker, now + faker.number.int(DAY));
  const underWay = Array.from({ length: AT_ONCE }, () => begin(Date.parse(REFERENCE_DATE)));
  while (true) {
    const next = underWay.reduce((first, other) => (other.next.at < first.next.at ? other : first));
    const { at, call } = next.next;
    yield call;
    const { value, done } = next.rest.next();
    if (done !== true) next.next = value;
    else underWay[underWay.indexOf(next)] = begin(at);
  }
}

interface UnderWay {
  next: Scheduled;
  readonly rest: Generator<Scheduled, void>;
}

function startJourney(population: Population, faker: Faker, now: number): UnderWay {
  const rest = oneJourney(population.newcomer(now), faker, now);
  const first = rest.next();
  if (first.done === true) throw new Error('a journey has at least one call');
  return { next: first.value, rest };
}

function* oneJourney(colleague: Colleague, faker: Faker, start: number): Generator<Scheduled, void> {
  const { userId, anonymousId, company, traits } = colleague;
  const library = faker.helpers.arrayElement(LIBRARIES);
  const visitor: Person = { anonymousId };
  const user: Person = library.channel === 'server' ? { userId } : { userId, anonymousId };
  let at = start;
  const later = (longest: number) => {
    at += faker.number.int({ min: 1, max: longest });
    return at;
  };
  const send = (body: CallBody, person: Person = user): Scheduled => ({
    at,
    call: surround(body, person, library, faker, at),
  });
  const use = () => {
    const { event, properties } = faker.helpers.arrayElement(PRODUCT_EVENTS);
    return send({ type: 'track', event, properties: properties(faker) });
  };

  for (let looks = faker.number.int({ min: 1, max: 3 }); looks > 0; looks -= 1) {
    yield send(
      { type: 'track', event: 'Pricing Viewed', properties: { plan: faker.helpers.arrayElement(PLANS) } },
      visitor,
    );
    later(10 * MINUTE);
  }
  yield send({ type: 'track', event: 'User Registered', properties: { plan: 'free' } });
  later(MINUTE);
  yield send({ type: 'identify', traits });
  later(10 * MINUTE);
  yield send({ type: 'group', groupId: company.groupId, traits: company.traits });
  for (let uses = faker.number.int({ min: 2, max: 8 }); uses > 0; uses -= 1) {
    later(DAY);
    yield use();
  }
  const audience = faker.helpers.arrayElement(AUDIENCES);
  later(DAY);
  yield { at, call: audienceFlag(colleague, audience, true, faker, at) };
  later(DAY);
  yield send({
    type: 'identify',
    traits: { plan: faker.helpers.arrayElement(PLANS), seats: faker.number.int(90) },
  });
  if (faker.number.int(3) === 0) return;
  later(20 * DAY);
  yield { at, call: audienceFlag(colleague, audience, false, faker, at) };
}
