/** Seeded values for hand-written examples. The same seed and subject give the same value. */
import { seededFaker } from './seeded.ts';

/** The values that a run derives from its seed. */
export interface Values {
  /** A person's full name. */
  personName(subject: string): string;
  /** A company's name. */
  companyName(subject: string): string;
  /** Plain words of exactly `length` characters. */
  text(length: number): string;
}

export function valuesFrom(seed: number): Values {
  const fakerFor = (subject: string) => seededFaker(seed, ...Buffer.from(subject));
  return {
    personName: (subject) => fakerFor(`person ${subject}`).person.fullName(),
    companyName: (subject) => fakerFor(`company ${subject}`).company.name(),
    text(length) {
      const words = fakerFor(`text ${length}`).lorem.words(Math.ceil(length / 4));
      return words.slice(0, length - 1).padEnd(length, '.');
    },
  };
}
