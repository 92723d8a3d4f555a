/** What Segment's side does where no document settles it; a fact that only a probe or an argument supports counts. */
import type { Choice } from './choice.ts';

export const SEGMENT_CHOICES = {
  // Segment's ingress
  'write-key-in-both': {
    default: 'body',
    alternatives: ['header'],
    about: 'never graded: two different write keys, in the body and in the Basic header',
    why: 'Libraries that send both send the same; the body is nearer to the calls.',
  },
  'unknown-write-key': {
    default: 'accept',
    alternatives: ['refuse'],
    about: 'never graded: a write key that no source has',
    why: 'Probes of the real ingress were answered 200 and the calls dropped. To refuse means: 401.',
  },
  'too-many-calls': {
    default: 'drop-all',
    alternatives: ['drop-excess'],
    about: 'never graded: a batch of more than 2,500 calls',
    why: 'The limit is documented for the batch as a whole. The alternative keeps as many as are allowed.',
  },
  'batch-own-fields': {
    default: 'ignore',
    alternatives: ['copy'],
    about: "never graded: a batch's own messageId, timestamp and sequence",
    why: 'They describe the batch; one messageId for all its calls would make duplicates of them.',
  },
  'settings-of-unknown-key': {
    default: '404',
    alternatives: ['200'],
    about: 'never graded: settings for a write key that no source has',
    why: 'A browser that loads with the wrong key should notice before it sends.',
  },

  // Enrichment
  'without-sent-at': {
    default: 'original',
    alternatives: ['received'],
    about: 'never graded: the timestamp of a call whose sentAt is null or missing',
    why: 'Published payloads carry the original timestamp, cut to milliseconds.',
  },
  'unreadable-timestamp': {
    default: 'received',
    alternatives: ['keep'],
    about: 'never graded: a timestamp that is no time',
    why: 'A destination is promised a time; what was sent stays visible as originalTimestamp.',
  },
  'client-side-calls': {
    default: 'by-library',
    alternatives: ['by-origin'],
    about: 'never graded: how calls of browsers and phones are told',
    why: 'Phones send no Origin. Without a library name the Origin header decides in either case.',
  },
  'client-channel': {
    default: 'client',
    alternatives: ['browser'],
    about: 'never graded: the wording of the channel',
    why: 'The documents use both words; the partner documentation uses this one throughout.',
  },
  'null-id': {
    default: 'pass',
    alternatives: ['remove'],
    about: 'never graded: an id that is null, as Python sends it',
    why: 'Nothing says that Segment tidies calls up, and a destination should see what may come.',
  },

  // Delivery
  'segment-settings-header': {
    default: 'absent',
    alternatives: ['empty', 'empty-object'],
    about: 'never graded: X-Segment-Settings where the API key is the only setting',
    why: 'The header carries further settings, and there are none.',
  },
  'retry-of-501': {
    default: 'discard',
    alternatives: ['retry'],
    about: 'never graded: whether a 501 is tried again',
    why: "Segment's published code does not; one page speaks of 5xx without exception.",
  },
  'retry-after': {
    default: 'ignore',
    alternatives: ['honour'],
    about: 'never graded: Retry-After in the answer of a destination',
    why: 'Only the backoff is documented. To honour means: wait at least that long.',
  },
  'deliveries-of-disabled': {
    default: 'discard',
    alternatives: ['deliver'],
    about: 'never graded: calls that await a retry when their instance is disabled',
    why: 'Whoever disables a destination wants nothing more to reach it.',
  },
} as const satisfies Record<string, Choice>;
