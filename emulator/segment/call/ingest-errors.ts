/** Whether a call has what Segment asks of it after accepting it; most is only asked here, not at the door. */
import type { Reason } from '../../history/index.ts';

type Members = Readonly<Record<string, unknown>>;
type Check = (call: Members) => Reason | undefined;

/** The first fault of a call, in Segment's words; nothing where it is fit to go on. */
export function findFault(call: Members): Reason | undefined {
  const { type } = call;
  if (typeof type !== 'string' || !Object.hasOwn(CHECKS, type)) return 'type_unknown';
  return findIdFault(call) ?? CHECKS[type]?.(call);
}

/** The names of the types are Segment's, with `delete`, which it makes itself and a test may want to send. */
const CHECKS: Readonly<Record<string, Check>> = {
  track: (call) => findEventFault(call.event) ?? findPropertiesFault(call),
  identify: findTraitsFault,
  group: (call) => findRequiredIdFault(call.groupId) ?? findTraitsFault(call),
  page: (call) => findNameFault(call.name) ?? findPropertiesFault(call),
  screen: (call) => findNameFault(call.name) ?? findPropertiesFault(call),
  alias: (call) => findRequiredIdFault(call.previousId),
  delete: () => undefined,
};

function findIdFault({ userId, anonymousId }: Members): Reason | undefined {
  if (isPresent(userId)) return typeof userId === 'string' ? undefined : 'id_not_string';
  if (isPresent(anonymousId)) return typeof anonymousId === 'string' ? undefined : 'id_not_string';
  return 'no_user_anon_id';
}

function findRequiredIdFault(id: unknown): Reason | undefined {
  if (!isPresent(id)) return 'id_required';
  return typeof id === 'string' ? undefined : 'id_not_string';
}

function findEventFault(event: unknown): Reason | undefined {
  if (!isPresent(event)) return 'event_not_defined';
  return typeof event === 'string' ? undefined : 'event_not_string';
}

function findNameFault(name: unknown): Reason | undefined {
  return name === undefined || name === null || typeof name === 'string' ? undefined : 'name_not_string';
}

function findPropertiesFault({ properties }: Members): Reason | undefined {
  return isAbsentOrObject(properties) ? undefined : 'properties_not_object';
}

function findTraitsFault({ traits }: Members): Reason | undefined {
  return isAbsentOrObject(traits) ? undefined : 'traits_not_object';
}

/** Libraries send null, and empty ids, for what they do not have. */
function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function isAbsentOrObject(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
}
