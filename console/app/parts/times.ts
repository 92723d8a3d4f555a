/** Times as people read them beside each other. */

/** `12:04:09.120` of an ISO 8601, in the time zone of the reader. */
export function clockTime(iso: string): string {
  const time = new Date(iso);
  const ms = String(time.getMilliseconds()).padStart(3, '0');
  return `${time.toLocaleTimeString('en-GB', { hour12: false })}.${ms}`;
}

/** `2026-11-28 12:04:09` of an ISO 8601, in UTC, as the emulator's clock has it. */
export function fullTime(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}
