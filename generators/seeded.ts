/** The only source of randomness: a faker that gives the same values for the same seed, on any day. */
import type { Faker } from '@faker-js/faker';
// The package's main entry loads every language, which costs each run time, and 30 MB.
import { faker as english } from '@faker-js/faker/locale/en';

/** The class, which no smaller entry exports by its name. */
const FakerOf = english.constructor as typeof Faker;

/** Today in generated dates, so that they do not depend on when they are generated. */
export const REFERENCE_DATE = '2026-01-01T00:00:00.000Z';

/** @param seed any whole numbers; the same numbers give the same values in the same order */
export function seededFaker(...seed: readonly number[]): Faker {
  const faker = new FakerOf({ locale: english.rawDefinitions });
  faker.setDefaultRefDate(REFERENCE_DATE);
  faker.seed([...seed]);
  return faker;
}
