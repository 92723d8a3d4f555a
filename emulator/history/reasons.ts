/** Why a call that was accepted goes no further: reason → the stage that it belongs to, and words for people. */

/** The stages of a call, in order (docs/segment-facts.md section 3). */
export const STAGES = [
  'received',
  'failed on ingest',
  'filtered at source',
  'filtered at destination',
  'pending retry',
  'failed delivery',
  'delivered',
] as const;

export type CallStage = (typeof STAGES)[number];

interface ReasonEntry {
  readonly stage: CallStage;
  /** What is the matter and what to send instead, as a sentence. */
  readonly meaning: string;
  /** The word is the emulator's own, for what Segment's list has no word for. */
  readonly own?: true;
}

export const REASONS = {
  // Of the whole request
  empty_batch: { stage: 'failed on ingest', meaning: 'The batch holds no calls: put them into `batch`.' },
  source_disabled: { stage: 'failed on ingest', meaning: 'The source is disabled: enable it first.' },
  unknown_source: {
    stage: 'failed on ingest',
    meaning: 'No source has this write key: use the one that was shown at the start.',
  },
  batch_limit_exceeded: {
    stage: 'failed on ingest',
    meaning: 'The batch holds too many calls: send at most 2,500 at a time.',
    own: true,
  },

  // Of one call
  call_not_object: { stage: 'failed on ingest', meaning: 'A call is a JSON object.', own: true },
  payload_limit_exceeded: {
    stage: 'failed on ingest',
    meaning: 'The call is too large: send at most 32 KB a call.',
    own: true,
  },
  type_unknown: {
    stage: 'failed on ingest',
    meaning: 'The type is none of track, identify, group, page, screen and alias.',
    own: true,
  },
  no_user_anon_id: { stage: 'failed on ingest', meaning: 'The call has neither userId nor anonymousId.' },
  event_not_defined: { stage: 'failed on ingest', meaning: 'A track call needs the name of its event.' },
  event_not_string: { stage: 'failed on ingest', meaning: 'The name of an event is a string.' },
  properties_not_object: { stage: 'failed on ingest', meaning: '`properties` is an object.' },
  traits_not_object: { stage: 'failed on ingest', meaning: '`traits` is an object.' },
  name_not_string: { stage: 'failed on ingest', meaning: 'The name of a page or a screen is a string.' },
  id_required: {
    stage: 'failed on ingest',
    meaning: 'A group call needs a groupId, and an alias call a previousId.',
  },
  id_not_string: { stage: 'failed on ingest', meaning: 'Ids are strings.' },

  // Before a destination
  duplicate_message_id: {
    stage: 'filtered at source',
    meaning: 'A call with this messageId has been accepted before.',
    own: true,
  },
  no_destination: {
    stage: 'filtered at destination',
    meaning: 'The source has no destination instance.',
    own: true,
  },
  FILTERED_BY_INTEGRATIONS_OBJECT: {
    stage: 'filtered at destination',
    meaning: 'The integrations object of the call leaves this destination out.',
  },
  UNSUPPORTED_EVENT_TYPE: {
    stage: 'filtered at destination',
    meaning: 'The destination takes identify, group and track.',
  },
  INVALID_SETTINGS: {
    stage: 'filtered at destination',
    meaning: 'The instance has no API key, which is the one setting that it requires.',
  },
  DESTINATION_DISABLED: {
    stage: 'filtered at destination',
    meaning: 'The instance is disabled.',
    own: true,
  },
} as const satisfies Record<string, ReasonEntry>;

export type Reason = keyof typeof REASONS;
