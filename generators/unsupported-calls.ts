/** Valid calls of the types that Astrolabe does not support: page, screen, alias (docs/contract.md, AST-HTTP-006). */
import type { Call } from '../calls/index.ts';
import { type CallBody, idsOf, surround } from './common-fields.ts';
import { LIBRARIES } from './libraries.ts';
import type { Colleague } from './people.ts';
import { createPopulation } from './population.ts';
import { REFERENCE_DATE, seededFaker } from './seeded.ts';

const BODIES: readonly ((colleague: Colleague) => CallBody)[] = [
  () => ({ type: 'page', name: 'Pricing', properties: { path: '/pricing', title: 'Pricing' } }),
  () => ({ type: 'screen', name: 'Reports', properties: { widgets: 4 } }),
  ({ anonymousId }) => ({ type: 'alias', previousId: anonymousId }),
];

/** An endless stream; the same seed gives the same calls. A destination answers each with 501. */
export function* unsupportedCalls(seed: number): Generator<Call, never> {
  const faker = seededFaker(seed);
  const population = createPopulation(faker);
  let now = Date.parse(REFERENCE_DATE);
  while (true) {
    now += faker.number.int({ min: 1, max: 20_000 });
    const colleague = population.someone(now);
    const library = faker.helpers.arrayElement(LIBRARIES);
    const body = faker.helpers.arrayElement(BODIES)(colleague);
    const person = body.type === 'alias' ? { userId: colleague.userId } : idsOf(colleague, library, faker);
    yield surround(body, person, library, faker, now);
  }
}
