/** The forms of time that really arrive in calls (segment-facts, sections 4 and 5). */

const DATE = '(?<year>\\d{4})-(?<month>0[1-9]|1[0-2])-(?<day>\\d{2})';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d{1,9})?';
const OFFSET = '[+-](?:[01]\\d|2[0-3]):?[0-5]\\d';

const ISO = new RegExp(`^${DATE}(?:T${TIME}(?:Z|${OFFSET})?)?$`);
const GO = new RegExp(`^${DATE} ${TIME} ${OFFSET} (?:[A-Z]{2,5}|[+-]\\d{2}(?:\\d{2})?)$`);

/**
 * Whether a text is a time as Segment's libraries write it: ISO 8601 with `Z`, with a numeric offset or
 * without one, with one to nine fractional digits or none (Go cuts trailing zeros), or a date alone.
 */
export function isSegmentTimestamp(text: string): boolean {
  return isRealDay(ISO.exec(text));
}

/**
 * Whether a text is a time as a `delete` call may carry it: any of the above, or what Go prints by default,
 * for instance `2024-05-01 12:00:00.123456789 +0000 UTC`.
 */
export function isDeleteTimestamp(text: string): boolean {
  return isSegmentTimestamp(text) || isRealDay(GO.exec(text));
}

function isRealDay(match: RegExpExecArray | null): boolean {
  if (match?.groups === undefined) return false;
  const { year, month, day } = match.groups;
  // The calendar repeats every 400 years; years below 100 would mean the twentieth century to Date.UTC.
  const daysInMonth = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  return Number(day) >= 1 && Number(day) <= daysInMonth;
}
