/** Unusual traits: every JSON type, many scripts, and names that are easily damaged. */
import type { Faker } from '@faker-js/faker';
import type { Members } from '../calls/index.ts';

/** Texts that careless systems damage. */
export const TEXTS: readonly string[] = [
  'Zoë Groß-Ångström, Łódź',
  'Привет, мир',
  'مرحبا بالعالم',
  'שלום Initech שלום',
  '你好，世界 𠮷野家',
  'こんにちは カタカナ',
  '안녕하세요',
  'नमस्ते दुनिया',
  'สวัสดีชาวโลก',
  'Γειά σου Κόσμε',
  'გამარჯობა',
  '👩‍👩‍👧‍👦 🏳️‍🌈 🇦🇹 👍🏽',
  'e\u0301 ≠ \u00e9, n\u0303',
  'one\ntwo\r\nthree\ttabbed',
  '"quoted" \'single\' \\ / `back`',
  '<b>&amp;</b> <!-- --> {{1}} %s',
  '  kept  ',
  '',
  '0042',
  'true',
  'null',
];

/** Names with spaces, dots, capitals, other scripts and punctuation. */
export const NAMES: readonly string[] = [
  'total billed',
  'billing.plan.id',
  'AccountType',
  'first_seen_at',
  '2nd_owner',
  '$lifetime',
  'número_de_asientos',
  'a-b:c@d/e',
  '部門',
  '🎯 score',
];

const VALUES: readonly ((faker: Faker) => unknown)[] = [
  (faker) => faker.helpers.arrayElement(TEXTS),
  (faker) => faker.number.int({ min: -1_000_000, max: 1_000_000 }),
  (faker) => faker.number.int({ min: -99_999, max: 99_999 }) / 64,
  (faker) => faker.helpers.arrayElement([0, 9007199254740991, -9007199254740991, 1e-7, 1e21]),
  (faker) => faker.datatype.boolean(),
  () => null,
  (faker) => faker.helpers.arrayElements(TEXTS, { min: 0, max: 4 }),
  (faker) => [faker.number.int(99), 'a', true, null],
  (faker) => ({
    city: faker.location.city(),
    postalCode: faker.location.zipCode(),
    visits: faker.number.int(9),
  }),
  () => ({}),
  () => [],
];

/** One to three traits. */
export function customTraits(faker: Faker): Members {
  const names = faker.helpers.arrayElements(NAMES, { min: 1, max: 3 });
  return Object.fromEntries(names.map((name) => [name, faker.helpers.arrayElement(VALUES)(faker)]));
}
