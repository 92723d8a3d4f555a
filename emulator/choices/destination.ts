/** What the destination does where no source settles it. */
import type { Choice } from './choice.ts';

export const DESTINATION_CHOICES = {
  // Keys
  'basic-without-colon': {
    default: 'refuse',
    alternatives: ['accept'],
    about: 'never graded: a Basic value without the colon',
    why: 'The colon is documented to be there always, so its absence is a malformed header.',
  },
  'key-as-password': {
    default: 'refuse',
    alternatives: ['accept'],
    about: 'never graded: the key as password',
    why: 'The key is documented as the user name. To accept means: user name empty, key as password.',
  },
  'password-beside-key': {
    default: 'ignore',
    alternatives: ['refuse'],
    about: 'never graded: a password that is not empty',
    why: 'The key alone identifies the connector, and nothing says what a password would mean.',
  },

  // Transport
  'other-method': {
    default: '400',
    alternatives: ['405', '501'],
    about: 'never graded: a request to the static URL that is not a POST',
    why: '400 is the documented answer to a request that is wrong; 405 is not among the documented ones.',
  },
  'content-type-not-json': {
    default: 'parse',
    alternatives: ['refuse'],
    about: 'never graded: a JSON body under another Content-Type',
    why: 'What counts is whether the body is JSON; Segment itself always labels it.',
  },
  'accepted-status': {
    default: '200',
    alternatives: ['202'],
    about: 'AST-HTTP-003',
    why: 'Both are documented. A record is stored before the answer is sent, which is what 200 says.',
  },
  'success-body': {
    default: 'json',
    alternatives: ['empty', 'text'],
    about: 'never graded: the body of a success',
    why: 'Nobody reads it; a JSON object is the least surprising.',
  },
  'deep-nesting': {
    default: 'accept',
    alternatives: ['refuse'],
    about: 'never graded: nesting deeper than 32',
    why: 'No source gives a depth. A cap far above (limits.depth) protects the process either way.',
  },
  'damaged-text': {
    default: 'keep',
    alternatives: ['refuse'],
    about: 'never graded: NUL and lone surrogates',
    why: 'JSON can carry both, and keeping loses nothing.',
  },
  'large-integer': {
    default: 'round',
    alternatives: ['refuse'],
    about: 'never graded: integers beyond 2^53',
    why: 'Like most JSON readers, the emulator holds numbers as doubles.',
  },

  // Fields
  'casing-scope': {
    default: 'ids',
    alternatives: ['common-fields'],
    about: 'AST-HTTP-007',
    why: 'The casing of fields may vary; the id fields are what a wrong guess would lose a record by.',
  },
  'empty-id': {
    default: 'refuse',
    alternatives: ['as-absent'],
    about: 'never graded: ids that are empty',
    why: 'An empty id nearly always is a fault in the source, and a 400 shows it.',
  },
  'non-string-id': {
    default: 'refuse',
    alternatives: ['to-string'],
    about: 'never graded: ids that are no strings',
    why: 'Ids are opaque strings. The alternative turns numbers into their decimal text; nothing else.',
  },
  'null-field': {
    default: 'as-absent',
    alternatives: ['refuse'],
    about: 'never graded: null for traits, properties, context, integrations or a timestamp',
    why: 'Libraries send null for what they do not have.',
  },
  'missing-type': {
    default: '400',
    alternatives: ['501'],
    about: 'never graded: a type that is missing',
    why: 'Without a type the call is malformed rather than unsupported.',
  },
  'unknown-type': {
    default: '501',
    alternatives: ['400'],
    about: 'never graded: a type that is unheard of',
    why: 'It may well be valid elsewhere, so it is answered as what is not supported here.',
  },
  'delete-call': {
    default: 'unsupported',
    alternatives: ['accept', 'remove-user'],
    about: 'AST-DEL-001',
    why: 'The page lists identify, group and track only. To accept means: answer success, keep everything.',
  },
  'group-without-user': {
    default: 'accept',
    alternatives: ['refuse'],
    about: 'never graded: a group with neither id',
    why: 'The group ID is enough to create or update the Account.',
  },

  // Records
  'null-property': {
    default: 'keep',
    alternatives: ['remove', 'ignore'],
    about: 'AST-IDENT-007',
    why: 'The Spec lets an explicit null replace a value, and a stored null can be seen.',
  },
  'nested-object': {
    default: 'replace',
    alternatives: ['merge'],
    about: 'AST-IDENT-013',
    why: 'A property is the unit of an update; nothing speaks of its members.',
  },
  'anonymous-user': {
    default: 'separate',
    alternatives: ['merge'],
    about: 'AST-IDENT-011',
    why: 'No source promises that an anonymous User and an identified one become one record.',
  },
  'late-call': {
    default: 'apply',
    alternatives: ['ignore-older'],
    about: 'AST-RETRY-003',
    why: 'Order is not promised. The alternative protects each property from calls with an older timestamp.',
  },
  'group-of-unknown-user': {
    default: 'remember',
    alternatives: ['create-user'],
    about: 'AST-ASSOC-005',
    why: 'Only identify is said to create Users; the association waits for the User.',
  },
  'track-of-unknown-user': {
    default: 'event-only',
    alternatives: ['create-user'],
    about: 'AST-TRACK-001',
    why: 'Only identify is said to create Users.',
  },
  'dedupe-window': {
    default: 'unlimited',
    alternatives: ['24-hours'],
    about: 'AST-RETRY-001',
    why: 'Segment retries for hours; nothing says when a messageId may be used again.',
  },

  // Free email providers
  'blocked-identify': {
    default: 'accept',
    alternatives: ['refuse'],
    about: 'AST-SETUP-001',
    why: 'The call is well-formed and the block is a rule of the workspace, so there is nothing to mend.',
  },
  'blocked-user-calls': {
    default: 'store',
    alternatives: ['drop'],
    about: 'never graded: other calls of a user with a blocked address',
    why: 'The setting speaks of users; events and Accounts are not mentioned.',
  },
  'email-turns-free': {
    default: 'keep-user',
    alternatives: ['update', 'remove-user'],
    about: 'never graded: a known User whose address becomes a free one',
    why: 'The User stays as it was and the call is not applied: neither a loss nor a way around the block.',
  },
  'example-com': {
    default: 'company',
    alternatives: ['free'],
    about: 'never graded: example.com and test.com',
    why: 'Some public lists hold them as free providers; they are reserved or in use by nobody in particular.',
  },
} as const satisfies Record<string, Choice>;
