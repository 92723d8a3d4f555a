/** One moment in the forms that Segment's libraries write (docs/segment-facts.md sections 1 and 4). */
import type { Faker } from '@faker-js/faker';

/** Formats a moment in milliseconds since 1970; the faker generates the digits below a millisecond. */
export type TimeForm = (ms: number, faker: Faker) => string;

const HOUR = 3_600_000;

/** The hour that was formatted last, and its text: the times of a stream are close together. */
let latest = { hour: Number.NaN, text: '' };

/** `2026-01-01T00:00:00.000Z`, as JavaScript, Java and Segment itself write it. */
export function iso(ms: number): string {
  const hour = Math.floor(ms / HOUR);
  if (hour !== latest.hour) latest = { hour, text: new Date(hour * HOUR).toISOString().slice(0, 14) };
  const rest = ms - hour * HOUR;
  const minutes = Math.floor(rest / 60_000);
  const seconds = Math.floor(rest / 1000) % 60;
  return `${latest.text}${twoDigits(minutes)}:${twoDigits(seconds)}.${String(rest % 1000).padStart(3, '0')}Z`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** The forms of time in common fields. */
export const TIME_FORMS = {
  milliseconds: iso,
  microseconds: (ms, faker) => `${iso(ms).slice(0, -1)}${digits(faker, 3)}+00:00`,
  nanoseconds: (ms, faker) => `${iso(ms).slice(0, -1)}${digits(faker, 6)}Z`,
  seconds: (ms) => `${iso(ms).slice(0, 19)}Z`,
  offset: (ms) => `${iso(ms + 2 * 3_600_000).slice(0, -1)}+02:00`,
  'no offset': (ms) => iso(ms).slice(0, -1),
  date: (ms) => iso(ms).slice(0, 10),
} as const satisfies Record<string, TimeForm>;

const TRAIT_FORMS: readonly ((ms: number, faker: Faker) => string | number)[] = [
  ...Object.values(TIME_FORMS),
  (ms) => Math.floor(ms / 1000),
  (ms) => ms,
];

/** A moment as a trait: text in any of the forms, or seconds or milliseconds since 1970. */
export function timeTrait(ms: number, faker: Faker): string | number {
  return faker.helpers.arrayElement(TRAIT_FORMS)(ms, faker);
}

function digits(faker: Faker, count: number): string {
  return String(faker.number.int({ min: 0, max: 10 ** count - 1 })).padStart(count, '0');
}
