/** A few companies and their people; from time to time new ones replace old ones. */
import type { Faker } from '@faker-js/faker';
import { type Colleague, type Company, makeColleague, makeCompany } from './people.ts';
import { REFERENCE_DATE, seededFaker } from './seeded.ts';

/** The people that calls are about; their number is bounded. */
export interface Population {
  /** @param now milliseconds since 1970 */
  someone(now: number): Colleague;
  /**
   * A new person, at a new or a known company.
   *
   * @param now milliseconds since 1970
   */
  newcomer(now: number): Colleague;
}

const COMPANIES = 24;
const PEOPLE = 120;

/** One call in this many is about a new person. */
const NEWCOMER_EVERY = 6;
const NEW_COMPANY_EVERY = 8;

export function createPopulation(faker: Faker): Population {
  const companies: Company[] = [];
  const people: Colleague[] = [];
  const employer = (now: number): Company => {
    if (companies.length > 0 && faker.number.int(NEW_COMPANY_EVERY - 1) > 0) {
      return faker.helpers.arrayElement(companies);
    }
    return put(companies, COMPANIES, makeCompany(faker, now));
  };
  const put = <T>(list: T[], limit: number, item: T): T => {
    if (list.length < limit) list.push(item);
    else list[faker.number.int(limit - 1)] = item;
    return item;
  };
  const newcomer = (now: number) => put(people, PEOPLE, makeColleague(faker, employer(now), now));
  return {
    newcomer,
    someone(now) {
      const known = people.length > 0 && faker.number.int(NEWCOMER_EVERY - 1) > 0;
      return known ? faker.helpers.arrayElement(people) : newcomer(now);
    },
  };
}

/**
 * An endless stream of people who work at two dozen companies: the ids and the traits that sources send about them.
 * The same seed gives the same people.
 */
export function* colleagues(seed: number): Generator<Colleague, never> {
  const population = createPopulation(seededFaker(seed));
  while (true) yield population.newcomer(Date.parse(REFERENCE_DATE));
}
