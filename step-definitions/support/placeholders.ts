/** Placeholders in Gherkin for the identifiers and values of the run. */
import type { Values } from '../../generators/index.ts';
import type { Identity } from '../../harness/target/index.ts';
import { Misuse } from '../scenario/index.ts';

/**
 * Fills in `{id:ada}`, `{email:ada}` or `{email:ada@gmail.com}`, `{name:ada}`, `{company:acme}`, `{text:4000}`,
 * `{message}` (a new messageId), `{now}` or `{now:-05:00}` (in that zone), and `{ago:40d}` or `{in:90s}` (d, h, m or s from now), each as it is written inside a JSON string.
 *
 * @throws Misuse for any other placeholder
 */
export function fillIn(text: string, identity: Identity, values: Values): string {
  return text.replaceAll(/\{([a-z]+)(?::([^{}"]+))?\}/g, (placeholder, kind: string, subject = '') => {
    const value = placeholderValue(kind, subject, identity, values);
    if (value === undefined) throw new Misuse(`there is no placeholder ${placeholder}`);
    return JSON.stringify(value).slice(1, -1);
  });
}

/** A name may have braces of its own, so it has no other placeholder. */
export function nameIn(text: string, identity: Identity): string {
  const [, name] = /^\{fresh:([a-z_]+)\}$/.exec(text) ?? [];
  return name === undefined ? text : identity.fresh(name);
}

function placeholderValue(
  kind: string,
  subject: string,
  identity: Identity,
  values: Values,
): string | undefined {
  switch (kind) {
    case 'id':
      return identity.id(subject);
    case 'email':
      return identity.email(subject);
    case 'name':
      return values.personName(subject);
    case 'company':
      return values.companyName(subject);
    case 'text':
      return values.text(Number(subject));
    case 'message':
      return identity.stamp().messageId;
    case 'now':
      return inZone(identity.stamp().timestamp, subject);
    case 'ago':
    case 'in':
      return timeFrom(identity.stamp().timestamp, subject, kind === 'ago' ? -1 : 1);
    default:
      return undefined;
  }
}

/** @returns undefined if the zone is not written as `-05:00` */
function inZone(now: string, zone: string): string | undefined {
  if (zone === '') return now;
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * MILLISECONDS.m * (sign === '-' ? -1 : 1);
  return new Date(Date.parse(now) + offset).toISOString().replace('Z', zone);
}

const MILLISECONDS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;

/** @returns undefined if the distance is not written as `40d` */
function timeFrom(now: string, distance: string, direction: 1 | -1): string | undefined {
  const [, count, unit] = /^(\d+)([dhms])$/.exec(distance) ?? [];
  if (unit === undefined) return undefined;
  const ms = Number(count) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  return new Date(Date.parse(now) + direction * ms).toISOString();
}

/**
 * Reads a table of names and JSON values. A name that another run never uses is written `{fresh:seats}`.
 *
 * @throws Misuse that names the row whose value is not JSON
 */
export function readMembers(
  rows: readonly (readonly string[])[],
  identity: Identity,
  values: Values,
): Record<string, unknown> {
  return Object.fromEntries(
    rows.map(([name = '', json = '']) => {
      try {
        return [nameIn(name, identity), JSON.parse(fillIn(json, identity, values))];
      } catch (error) {
        if (error instanceof Misuse) throw error;
        const text = JSON.stringify(json);
        throw new Misuse(`the value of "${name}" is not JSON: ${json}. A text is written ${text}`);
      }
    }),
  );
}
