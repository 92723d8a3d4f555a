/** Reads the forms of time that libraries send (docs/segment-facts.md section 4). */

const FORM =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<clock>\d{2}:\d{2}:\d{2})(?:\.(?<fraction>\d+))?(?:Z|(?<sign>[+-])(?<hours>\d{2}):?(?<minutes>\d{2}))?)?$/;

/**
 * Milliseconds since the epoch, without finer digits; undefined if the value is not a time. Reads `Z`, numeric
 * offsets, any number of fractional digits, no offset (UTC) and a date alone (its first moment).
 */
export function readTime(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  // Nearly all libraries send this form, and the language specifies how Date.parse reads it.
  const time =
    value.length === 24 && value.endsWith('Z') && value[10] === 'T' ? Date.parse(value) : readForm(value);
  return Number.isNaN(time) ? undefined : time;
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
