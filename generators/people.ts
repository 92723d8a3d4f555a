/** People and companies, with the traits that sources send about them. */
import type { Faker } from '@faker-js/faker';
import { timeTrait } from './time-forms.ts';

/** A customer. */
export interface Company {
  readonly groupId: string;
  readonly domain: string;
  readonly traits: Readonly<Record<string, unknown>>;
}

/** A person who works at a company. */
export interface Colleague {
  readonly userId: string;
  readonly anonymousId: string;
  readonly company: Company;
  readonly traits: Readonly<Record<string, unknown>>;
}

const INDUSTRIES = [
  'Technology',
  'Financial Services',
  'Healthcare',
  'Manufacturing',
  'Retail',
  'Education',
  'Logistics',
  'Media',
  'Public Sector',
  'Energy',
] as const;

export const PLANS = ['free', 'starter', 'team', 'business', 'enterprise'] as const;

/** @param now milliseconds since 1970: nothing about the company is later */
export function makeCompany(faker: Faker, now: number): Company {
  const name = faker.company.name();
  const domain = `${slug(name)}.example`;
  return {
    groupId: faker.string.alphanumeric(24),
    domain,
    traits: {
      name,
      industry: faker.helpers.arrayElement(INDUSTRIES),
      employees: faker.number.int({ min: 2, max: 20_000 }),
      plan: faker.helpers.arrayElement(PLANS),
      seats: faker.number.int({ min: 1, max: 500 }),
      website: `https://www.${domain}`,
      'total billed': faker.number.int({ min: 0, max: 9_000_000 }) / 100,
      createdAt: timeTrait(earlier(faker, now), faker),
    },
  };
}

/** @param now milliseconds since 1970: nothing about the person is later */
export function makeColleague(faker: Faker, company: Company, now: number): Colleague {
  const firstName = faker.person.firstName();
  const lastName = faker.person.lastName();
  return {
    userId: userId(faker),
    anonymousId: faker.string.uuid(),
    company,
    traits: {
      email: `${slug(firstName)}.${slug(lastName)}@${company.domain}`,
      name: `${firstName} ${lastName}`,
      firstName,
      lastName,
      title: faker.person.jobTitle(),
      phone: faker.phone.number(),
      company: { name: company.traits.name, id: company.groupId },
      createdAt: timeTrait(earlier(faker, now), faker),
    },
  };
}

/** Sources send the ids of their own databases: numbers, UUIDs, prefixed words. */
function userId(faker: Faker): string {
  switch (faker.number.int(2)) {
    case 0:
      return String(faker.number.int({ min: 100_000, max: 999_999_999_999 }));
    case 1:
      return faker.string.uuid();
    default:
      return `usr_${faker.string.alphanumeric(14)}`;
  }
}

/** A moment within the three years before. */
function earlier(faker: Faker, now: number): number {
  return now - faker.number.int({ min: 0, max: 3 * 365 * 24 * 3600 }) * 1000;
}

function slug(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
