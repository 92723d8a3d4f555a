/** What Segment requires of the event that says what a person consents to. */
import { isObject, type JsonObject } from '../../../schemas/index.ts';
import type { Reason } from '../../history/index.ts';

/** The event has been renamed; Segment's list of reasons uses both names. */
const EVENTS: ReadonlySet<unknown> = new Set([
  'Segment Consent Preference Updated',
  'Segment Consent Preference',
]);

export function isConsentEvent({ type, event }: JsonObject): boolean {
  return type === 'track' && EVENTS.has(event);
}

/** @param shared the members beside the calls of a batch, from which the call gains what its context lacks */
export function consentErrorOf(call: JsonObject, shared: JsonObject | undefined): Reason | undefined {
  const { context: own = null } = call;
  const isMerged = own === null || isObject(own);
  const context: JsonObject = { ...(isMerged ? membersOf(shared?.context) : {}), ...membersOf(own) };
  const { categoryPreferences: preferences = null } = membersOf(context.consent);
  if (preferences === null) return 'consent_categorypreferences_should_exist';
  if (!isObject(preferences)) return 'consent_categorypreferences_should_be_object';
  if (!Object.values(preferences).every((value) => typeof value === 'boolean'))
    return 'consent_categorypreferences_fields_should_be_bool';
  const { advertisingId = null } = membersOf(context.device);
  if (advertisingId !== null && typeof advertisingId !== 'string')
    return 'device_advertisingid_should_be_string';
  const { anonymousId } = call;
  if (anonymousId === undefined || anonymousId === null || anonymousId === '')
    return 'consent_needs_anonymous_id_set';
  return typeof anonymousId === 'string' ? undefined : 'anonymous_id_invalid';
}

function membersOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
