/** The forms of time that arrive in calls (docs/segment-facts.md sections 4 and 5). */

const DATE = '\\d{4}-(?:0[1-9]|1[0-2])-\\d{2}';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d{1,9})?';
const OFFSET = '[+-](?:[01]\\d|2[0-3]):?[0-5]\\d';

const ISO = new RegExp(`^${DATE}(?:T${TIME}(?:Z|${OFFSET})?)?$`);
const GO = new RegExp(`^${DATE} ${TIME} ${OFFSET} (?:[A-Z]{2,5}|[+-]\\d{2}(?:\\d{2})?)$`);

/**
 * Whether a text is a time as Segment's libraries write it: ISO 8601 with `Z`, with a numeric offset or without an
 * offset, with up to nine fractional digits (Go removes trailing zeros), or only a date.
 */
export function isSegmentTimestamp(text: string): boolean {
  return ISO.test(text) && isRealDay(text);
}

/**
 * Whether a text is a time as a `delete` call may have it: any of the above, or the default form of Go, for instance
 * `2024-05-01 12:00:00.123456789 +0000 UTC`.
 */
export function isDeleteTimestamp(text: string): boolean {
  return isSegmentTimestamp(text) || (GO.test(text) && isRealDay(text));
}

/** Whether the calendar has the day. @param text begins with a date such as 2024-05-01 */
export function isRealDay(text: string): boolean {
  const day = Number(text.slice(8, 10));
  if (day <= 28) return day >= 1;
  // The calendar repeats every 400 years; Date.UTC would read years below 100 as 1900 to 1999.
  const year = 2000 + (Number(text.slice(0, 4)) % 400);
  return day <= new Date(Date.UTC(year, Number(text.slice(5, 7)), 0)).getUTCDate();
}
