/** What people do in a B2B product, from the first visit to the renewal. */
import type { Faker } from '@faker-js/faker';
import type { Members } from '../calls/index.ts';
import { PLANS } from './people.ts';

/** An event and a generator of its properties. */
export interface ProductEvent {
  readonly event: string;
  readonly properties: (faker: Faker) => Members;
}

/** In the order in which a customer first does them. */
export const PRODUCT_EVENTS: readonly ProductEvent[] = [
  { event: 'Trial Started', properties: (faker) => ({ plan: plan(faker), days: 14 }) },
  {
    event: 'Teammate Invited',
    properties: (faker) => ({
      role: faker.helpers.arrayElement(['admin', 'member', 'viewer']),
      pending: true,
    }),
  },
  {
    event: 'Report Created',
    properties: (faker) => ({
      report_id: faker.string.alphanumeric(10),
      title: faker.company.buzzPhrase(),
      widgets: faker.number.int({ min: 1, max: 24 }),
    }),
  },
  {
    event: 'Integration Connected',
    properties: (faker) => ({
      integration: faker.helpers.arrayElement(['CRM', 'Warehouse', 'Chat', 'Billing']),
      succeeded: faker.datatype.boolean(),
    }),
  },
  {
    event: 'Feature Used',
    properties: (faker) => ({
      feature: faker.helpers.arrayElement(['export', 'alerts', 'forecast', 'sharing']),
      duration_ms: faker.number.int({ min: 3, max: 90_000 }),
      tags: faker.helpers.arrayElements(['beta', 'keyboard', 'bulk', 'api'], { min: 0, max: 3 }),
    }),
  },
  {
    event: 'Plan Upgraded',
    properties: (faker) => ({
      from: 'starter',
      to: plan(faker),
      revenue: faker.number.int({ min: 900, max: 9_900_000 }) / 100,
      currency: faker.helpers.arrayElement(['USD', 'EUR', 'GBP', 'JPY']),
      seats: faker.number.int({ min: 1, max: 400 }),
    }),
  },
  {
    event: 'Invoice Paid',
    properties: (faker) => ({
      invoice_id: `INV-${faker.number.int({ min: 10_000, max: 99_999 })}`,
      revenue: faker.number.int({ min: 900, max: 9_900_000 }) / 100,
      'billing.period': faker.helpers.arrayElement(['month', 'year']),
    }),
  },
  {
    event: 'Support Ticket Opened',
    properties: (faker) => ({ subject: faker.lorem.sentence(), urgent: faker.datatype.boolean() }),
  },
];

function plan(faker: Faker): string {
  return faker.helpers.arrayElement(PLANS);
}
