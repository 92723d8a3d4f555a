/** Seeded values for hand-written examples: the same seed and subject give the same value. */
import { base, en, Faker } from '@faker-js/faker';

/** Values a run draws from its seed. */
export interface Values {
  /** A person's full name. */
  personName(subject: string): string;
  /** A company's name. */
  companyName(subject: string): string;
  /** Plain words of exactly so many characters. */
  text(length: number): string;
}

/** The day that stands for today in generated dates, so that they do not depend on when they are made. */
const REFERENCE_DATE = '2026-01-01T00:00:00.000Z';

export function valuesFrom(seed: number): Values {
  const fakerFor = (subject: string): Faker => {
    const faker = new Faker({ locale: [en, base] });
    faker.setDefaultRefDate(REFERENCE_DATE);
    faker.seed([seed, ...Buffer.from(subject)]);
    return faker;
  };
  return {
    personName: (subject) => fakerFor(`person ${subject}`).person.fullName(),
    companyName: (subject) => fakerFor(`company ${subject}`).company.name(),
    text(length) {
      const words = fakerFor(`text ${length}`).lorem.words(Math.ceil(length / 4));
      return words.slice(0, length - 1).padEnd(length, '.');
    },
  };
}
