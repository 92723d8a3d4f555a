/** Whether a call has what Segment requires of it; most of this is checked only after the request was accepted. */
import type { CallType, JsonObject } from '../../../schemas/index.ts';
import type { Reason } from '../../history/index.ts';
import { consentErrorOf, isConsentEvent } from './consent-errors.ts';

type Check = (call: JsonObject) => Reason | undefined;

/**
 * The first ingest error of a call, in Segment's words; undefined if it has none.
 *
 * @param shared the members beside the calls of a batch
 */
export function ingestErrorOf(call: JsonObject, shared?: JsonObject): Reason | undefined {
  const { type } = call;
  if (typeof type !== 'string' || !Object.hasOwn(CHECKS, type)) return 'type_unknown';
  const consentError = isConsentEvent(call) ? consentErrorOf(call, shared) : undefined;
  return personError(call) ?? consentError ?? idError(call) ?? CHECKS[type as CallType](call);
}

/** The types are Segment's, with `delete`, which Segment makes itself and a test may want to send. */
const CHECKS: Readonly<Record<CallType, Check>> = {
  track: (call) => eventError(call.event) ?? propertiesError(call),
  identify: traitsError,
  group: (call) => requiredIdError(call.groupId) ?? traitsError(call),
  page: pageError,
  screen: pageError,
  alias: (call) => requiredIdError(call.previousId),
  delete: () => undefined,
};

function personError({ userId, anonymousId }: JsonObject): Reason | undefined {
  return isPresent(userId) || isPresent(anonymousId) ? undefined : 'no_user_anon_id';
}

function idError({ userId, anonymousId }: JsonObject): Reason | undefined {
  const isFine = isAbsentOrText(userId) && isAbsentOrText(anonymousId);
  return isFine ? undefined : 'id_not_string';
}

function requiredIdError(id: unknown): Reason | undefined {
  if (!isPresent(id)) return 'id_required';
  return typeof id === 'string' ? undefined : 'id_not_string';
}

function eventError(event: unknown): Reason | undefined {
  if (!isPresent(event)) return 'event_not_defined';
  return typeof event === 'string' ? undefined : 'event_not_string';
}

function pageError(call: JsonObject): Reason | undefined {
  if (!isAbsentOrText(call.name)) return 'name_not_string';
  return isAbsentOrText(call.category) ? propertiesError(call) : 'category_not_string';
}

function propertiesError({ properties }: JsonObject): Reason | undefined {
  return isAbsentOrObject(properties) ? undefined : 'properties_not_object';
}

function traitsError({ traits }: JsonObject): Reason | undefined {
  return isAbsentOrObject(traits) ? undefined : 'traits_not_object';
}

/** Libraries send null, or an empty id, for what they do not have. */
function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function isAbsentOrObject(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
}

function isAbsentOrText(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}
