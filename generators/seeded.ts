/** The only source of randomness: a faker that gives the same values for the same seed, on any day. */
import { base, en, Faker } from '@faker-js/faker';

/** Today in generated dates, so that they do not depend on when they are generated. */
export const REFERENCE_DATE = '2026-01-01T00:00:00.000Z';

/** @param seed any whole numbers; the same numbers give the same values in the same order */
export function seededFaker(...seed: readonly number[]): Faker {
  const faker = new Faker({ locale: [en, base] });
  faker.setDefaultRefDate(REFERENCE_DATE);
  faker.seed([...seed]);
  return faker;
}
