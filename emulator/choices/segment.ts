/** Behaviours of Segment's side that no source specifies, or that only a probe or an argument supports. */
import type { Choice } from './choice.ts';

export const SEGMENT_CHOICES = {
  // Segment's ingress
  'write-key-in-both': {
    default: 'body',
    alternatives: ['header'],
    about: 'never graded: two different write keys, in the body and in the Basic header',
    why: 'Libraries that send both send the same key; the body is closer to the calls.',
  },
  'unknown-write-key': {
    default: 'accept',
    alternatives: ['refuse'],
    about: 'never graded: a write key that no source has',
    why: 'The real ingress answered probes with 200 and dropped the calls. `refuse` answers 401.',
  },
  'too-many-calls': {
    default: 'drop-all',
    alternatives: ['drop-excess'],
    about: 'never graded: a batch of more than 2,500 calls',
    why: 'The documented limit applies to the whole batch. `drop-excess` keeps the first 2,500 calls.',
  },
  'batch-own-fields': {
    default: 'ignore',
    alternatives: ['copy'],
    about: "never graded: a batch's own messageId, timestamp and sequence",
    why: 'They describe the batch; one messageId for all calls would make them duplicates.',
  },
  'settings-of-unknown-key': {
    default: '404',
    alternatives: ['200'],
    about: 'never graded: settings for a write key that no source has',
    why: 'A page with the wrong key should notice it before it sends calls.',
  },

  // Enrichment
  'without-sent-at': {
    default: 'original',
    alternatives: ['received'],
    about: 'never graded: the timestamp of a call whose sentAt is null or missing',
    why: 'Published payloads contain the original timestamp, cut to milliseconds.',
  },
  'unreadable-timestamp': {
    default: 'received',
    alternatives: ['keep'],
    about: 'never graded: a timestamp that is not a time',
    why: 'Destinations expect a time; the value that was sent stays visible as originalTimestamp.',
  },
  'client-side-calls': {
    default: 'by-library',
    alternatives: ['by-origin'],
    about: 'never graded: how calls of browsers and phones are recognised',
    why: 'Phones send no Origin header. Without a library name, the Origin header decides for both settings.',
  },
  'client-channel': {
    default: 'client',
    alternatives: ['browser'],
    about: 'never graded: the wording of the channel',
    why: 'The documentation uses both words; the partner documentation always uses `client`.',
  },
  'null-id': {
    default: 'pass',
    alternatives: ['remove'],
    about: 'never graded: an id that is null, as Python sends it',
    why: 'No source says that Segment corrects calls, and a destination should see what it may receive.',
  },

  // Delivery
  'segment-settings-header': {
    default: 'absent',
    alternatives: ['empty', 'empty-object'],
    about: 'never graded: X-Segment-Settings if the API key is the only setting',
    why: 'The header contains further settings, and there are none.',
  },
  'retry-of-501': {
    default: 'discard',
    alternatives: ['retry'],
    about: 'never graded: whether a call answered 501 is retried',
    why: "Segment's published code does not retry it; one page says that every 5xx is retried.",
  },
  'retry-after': {
    default: 'ignore',
    alternatives: ['honour'],
    about: 'never graded: Retry-After in the answer of a destination',
    why: 'Only the backoff is documented. `honour` waits at least as long as the header says.',
  },
  'retry-window': {
    default: 'waiting-time',
    alternatives: ['elapsed-time'],
    about:
      'never graded: whether the retry window counts the time in which the emulator, or its machine, was off',
    why: 'A delivery that waited in a data directory should not be discarded because the emulator was off.',
  },
  'deliveries-of-disabled': {
    default: 'discard',
    alternatives: ['deliver'],
    about: 'never graded: calls that await a retry when their instance is disabled',
    why: 'Disabling a destination should stop all deliveries to it.',
  },
} as const satisfies Record<string, Choice>;
