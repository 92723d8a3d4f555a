/** Why an accepted call is not delivered: reason → stage and an explanation. */
import type { CallStage } from '../trace.ts';

interface ReasonEntry {
  readonly stage: CallStage;
  /** What is wrong and what to send instead, as a sentence. */
  readonly meaning: string;
  /** The name is the emulator's own, because Segment's list has no name for this reason. */
  readonly own?: true;
}

export const REASONS = {
  // The whole request
  empty_batch: { stage: 'failed on ingest', meaning: 'The batch contains no calls: put them into `batch`.' },
  source_disabled: { stage: 'failed on ingest', meaning: 'The source is disabled: enable it first.' },
  unknown_source: {
    stage: 'failed on ingest',
    meaning: 'No source has this write key: use the one that the emulator printed at its start.',
  },
  batch_limit_exceeded: {
    stage: 'failed on ingest',
    meaning: 'The batch contains too many calls: send at most 2,500 per batch.',
    own: true,
  },

  // One call
  call_not_object: {
    stage: 'failed on ingest',
    meaning: 'The call is not a JSON object: send an object.',
    own: true,
  },
  payload_limit_exceeded: {
    stage: 'failed on ingest',
    meaning: 'The call is too large: send at most 32 KB per call.',
    own: true,
  },
  nesting_limit_exceeded: {
    stage: 'failed on ingest',
    meaning: 'The call is nested too deeply: send at most 1,000 levels of arrays and objects.',
    own: true,
  },
  type_unknown: {
    stage: 'failed on ingest',
    meaning: 'The type is unknown: send track, identify, group, page, screen or alias.',
    own: true,
  },
  no_user_anon_id: {
    stage: 'failed on ingest',
    meaning: 'The call has no userId and no anonymousId: send one of them.',
  },
  event_not_defined: {
    stage: 'failed on ingest',
    meaning: 'The track call has no event: send the name of the event.',
  },
  event_not_string: {
    stage: 'failed on ingest',
    meaning: '`event` is not a string: send the name of the event as a string.',
  },
  properties_not_object: {
    stage: 'failed on ingest',
    meaning: '`properties` is not an object: send an object.',
  },
  traits_not_object: { stage: 'failed on ingest', meaning: '`traits` is not an object: send an object.' },
  name_not_string: {
    stage: 'failed on ingest',
    meaning: '`name` is not a string: send the name of the page or screen as a string.',
  },
  category_not_string: {
    stage: 'failed on ingest',
    meaning: '`category` is not a string: send the category of the page or screen as a string.',
  },
  id_required: {
    stage: 'failed on ingest',
    meaning: 'An id is missing: send groupId with a group call, and previousId with an alias call.',
  },
  id_not_string: { stage: 'failed on ingest', meaning: 'An id is not a string: send ids as strings.' },

  // The event that says what a person consents to
  consent_categorypreferences_should_exist: {
    stage: 'failed on ingest',
    meaning: 'The event has no `context.consent.categoryPreferences`: send an object of categories.',
  },
  consent_categorypreferences_should_be_object: {
    stage: 'failed on ingest',
    meaning: '`context.consent.categoryPreferences` is not an object: send an object of categories.',
  },
  consent_categorypreferences_fields_should_be_bool: {
    stage: 'failed on ingest',
    meaning: 'A category in `context.consent.categoryPreferences` is not a boolean: send true or false.',
  },
  device_advertisingid_should_be_string: {
    stage: 'failed on ingest',
    meaning: '`context.device.advertisingId` is not a string: send it as a string.',
  },
  consent_needs_anonymous_id_set: {
    stage: 'failed on ingest',
    meaning: 'The event has no anonymousId: send one, also beside a userId.',
  },
  anonymous_id_invalid: {
    stage: 'failed on ingest',
    meaning: 'The anonymousId of the event is not a string: send it as a string.',
  },

  // Before a destination
  duplicate_message_id: {
    stage: 'filtered at source',
    meaning: 'An earlier call with this messageId was accepted.',
    own: true,
  },
  no_destination: {
    stage: 'filtered at destination',
    meaning: 'The source has no destination instance.',
    own: true,
  },
  FILTERED_BY_INTEGRATIONS_OBJECT: {
    stage: 'filtered at destination',
    meaning: 'The integrations object of the call excludes this destination.',
  },
  UNSUPPORTED_EVENT_TYPE: {
    stage: 'filtered at destination',
    meaning: 'The destination does not support this type: it supports identify, group and track.',
  },
  INVALID_SETTINGS: {
    stage: 'filtered at destination',
    meaning: 'The instance has no API key, its only required setting: set one.',
  },
  DESTINATION_DISABLED: {
    stage: 'filtered at destination',
    meaning: 'The instance is disabled: enable it first.',
    own: true,
  },
} as const satisfies Record<string, ReasonEntry>;

export type Reason = keyof typeof REASONS;

/** What a reason means and what to send instead, as a sentence. */
export function meaningOf(reason: Reason): string {
  return REASONS[reason].meaning;
}
