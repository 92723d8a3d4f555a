/** The names of a call's fields, as the Spec spells them: every list of field names in the project is made of these. */

/** The ids in a call. */
export const ID_FIELDS = ['userId', 'anonymousId', 'groupId'] as const;

/** The fields that every call may have besides its ids and its own fields (docs/segment-facts.md section 4). */
export const SURROUNDING_FIELDS = [
  'messageId',
  'timestamp',
  'originalTimestamp',
  'sentAt',
  'receivedAt',
  'context',
  'integrations',
  'channel',
  'projectId',
  'version',
] as const;

/** The fields that only some types of calls have. */
export const OWN_FIELDS = {
  identify: ['traits'],
  group: ['groupId', 'traits'],
  track: ['event', 'properties'],
  page: ['name', 'category', 'properties'],
  screen: ['name', 'category', 'properties'],
  alias: ['previousId'],
  delete: [],
} as const;

/** Segment's types of calls; Segment makes `delete` itself. */
export type CallType = keyof typeof OWN_FIELDS;

export const CALL_TYPES = Object.keys(OWN_FIELDS) as readonly CallType[];
