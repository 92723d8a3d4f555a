/** Reads the forms of time that libraries send (docs/segment-facts.md section 4). */

import { isRealDay } from '../../../schemas/index.ts';

/** Nearly all libraries send this form, and the language specifies how Date.parse reads it. */
const USUAL = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):\d{2}:\d{2}\.\d{3}Z$/;

const FORM =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<clock>(?:[01]\d|2[0-3]):\d{2}:\d{2})(?:\.(?<fraction>\d+))?(?:Z|(?<sign>[+-])(?<hours>[01]\d|2[0-3]):?(?<minutes>[0-5]\d))?)?$/;

/**
 * Milliseconds since the epoch, without finer digits; undefined if the value is not a time. Reads `Z`, numeric
 * offsets, any number of fractional digits, no offset (UTC) and a date alone (its first moment).
 */
export function readTime(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const time = USUAL.test(value) ? Date.parse(value) : readForm(value);
  // Date.parse reads 30 February as a day in March.
  return Number.isNaN(time) || !isRealDay(value) ? undefined : time;
}

function readForm(text: string): number {
  const parts = FORM.exec(text)?.groups;
  if (parts === undefined) return Number.NaN;
  const { day, clock = '00:00:00', fraction = '', sign, hours, minutes } = parts;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const local = Date.parse(`${day}T${clock}.${milliseconds}Z`);
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? local + offset : local - offset;
}
