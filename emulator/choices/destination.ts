/** Behaviours of the destination that no source specifies. */
import type { Choice } from './choice.ts';

export const DESTINATION_CHOICES = {
  // Keys
  'basic-without-colon': {
    default: 'refuse',
    alternatives: ['accept'],
    about: 'never graded: a Basic value without the colon',
    why: 'The documentation says that the colon is always present, so a header without it is malformed.',
  },
  'key-as-password': {
    default: 'refuse',
    alternatives: ['accept'],
    about: 'never graded: the key as password',
    why: 'The documentation puts the key into the user name. `accept` also accepts an empty user name with the key as password.',
  },
  'password-beside-key': {
    default: 'ignore',
    alternatives: ['refuse'],
    about: 'never graded: a password that is not empty',
    why: 'The key alone identifies the connector, and no source says what a password would mean.',
  },

  // Transport
  'other-method': {
    default: '400',
    alternatives: ['405', '501'],
    about: 'never graded: a request to the static URL that is not a POST',
    why: '400 is the documented status for a wrong request; 405 is not a documented status.',
  },
  'content-type-not-json': {
    default: 'parse',
    alternatives: ['refuse'],
    about: 'never graded: a JSON body with another Content-Type',
    why: 'Only the body matters: it is JSON or not. Segment itself always sends the right Content-Type.',
  },
  'accepted-status': {
    default: '200',
    alternatives: ['202'],
    about: 'AST-HTTP-003',
    why: 'Both are documented. 200 says that the record is stored, and it is stored before the answer is sent.',
  },
  'success-body': {
    default: 'json',
    alternatives: ['empty', 'text'],
    about: 'never graded: the body of a success',
    why: 'Callers do not read it; a JSON object is the least surprising.',
  },
  'deep-nesting': {
    default: 'accept',
    alternatives: ['refuse'],
    about: 'never graded: nesting deeper than 32',
    why: 'No source names a depth. A much higher limit (limits.depth) protects the process in either case.',
  },
  'damaged-text': {
    default: 'keep',
    alternatives: ['refuse'],
    about: 'never graded: NUL and lone surrogates',
    why: 'JSON can contain both, and keeping them loses nothing.',
  },
  'large-integer': {
    default: 'round',
    alternatives: ['refuse'],
    about: 'never graded: integers beyond 2^53',
    why: 'Like most JSON parsers, the emulator stores numbers as doubles.',
  },

  // Fields
  'casing-scope': {
    default: 'ids',
    alternatives: ['common-fields'],
    about: 'AST-HTTP-007',
    why: 'The casing of fields may vary; a record is lost only if an id field is not recognised.',
  },
  'empty-id': {
    default: 'as-absent',
    alternatives: ['refuse'],
    about: 'never graded: empty ids',
    why: 'Libraries send an empty userId beside an anonymousId, and Segment delivers it.',
  },
  'non-string-id': {
    default: 'refuse',
    alternatives: ['to-string'],
    about: 'never graded: ids that are not strings',
    why: 'Ids are opaque strings. `to-string` converts numbers to decimal text and refuses other types.',
  },
  'null-field': {
    default: 'as-absent',
    alternatives: ['refuse'],
    about: 'never graded: null for traits, properties, context, integrations or a timestamp',
    why: 'Libraries send null for values that they do not have.',
  },
  'odd-common-field': {
    default: 'ignore',
    alternatives: ['refuse'],
    about: 'never graded: a time, context, integrations or messageId in another form',
    why: 'Segment delivers these fields as they were sent, and they decide nothing that is stored.',
  },
  'missing-type': {
    default: '400',
    alternatives: ['501'],
    about: 'never graded: a missing type',
    why: 'A call without a type is malformed rather than unsupported.',
  },
  'unknown-type': {
    default: '501',
    alternatives: ['400'],
    about: 'never graded: an unknown type',
    why: 'It may be valid elsewhere, so it is answered as a type that is not supported here.',
  },
  'delete-call': {
    default: 'unsupported',
    alternatives: ['accept', 'remove-user'],
    about: 'AST-DEL-001',
    why: 'The page lists only identify, group and track. `accept` answers with a success and deletes nothing.',
  },
  'group-without-user': {
    default: 'accept',
    alternatives: ['refuse'],
    about: 'never graded: a group with neither userId nor anonymousId',
    why: 'The group ID is enough to create or update the Account.',
  },

  // Records
  'null-property': {
    default: 'keep',
    alternatives: ['remove', 'ignore'],
    about: 'AST-IDENT-007',
    why: 'In the Spec an explicit null replaces a value, and a stored null is visible.',
  },
  'nested-object': {
    default: 'replace',
    alternatives: ['merge'],
    about: 'AST-IDENT-013',
    why: 'An update names properties; no source mentions the members of a property.',
  },
  'anonymous-user': {
    default: 'separate',
    alternatives: ['merge'],
    about: 'AST-IDENT-011',
    why: 'No source promises that an anonymous and an identified User become one record.',
  },
  'late-call': {
    default: 'apply',
    alternatives: ['ignore-older'],
    about: 'AST-RETRY-003',
    why: 'No source promises an order. `ignore-older` protects each property from calls with an older timestamp.',
  },
  'group-of-unknown-user': {
    default: 'remember',
    alternatives: ['create-user'],
    about: 'AST-ASSOC-005',
    why: 'Only identify is documented to create Users; the association waits for the User.',
  },
  'track-of-unknown-user': {
    default: 'event-only',
    alternatives: ['create-user'],
    about: 'AST-TRACK-001',
    why: 'Only identify is documented to create Users.',
  },
  'dedupe-window': {
    default: 'unlimited',
    alternatives: ['24-hours'],
    about: 'AST-RETRY-001',
    why: 'Segment retries for hours; no source says when a messageId may be used again.',
  },

  // Free email providers
  'blocked-identify': {
    default: 'accept',
    alternatives: ['refuse'],
    about: 'AST-SETUP-001',
    why: 'The call is well-formed and the block is a rule of the workspace, so the sender has nothing to correct.',
  },
  'blocked-user-calls': {
    default: 'store',
    alternatives: ['drop'],
    about: 'never graded: other calls of a user with a blocked address',
    why: 'The setting is about users; it does not mention events and Accounts.',
  },
  'email-turns-free': {
    default: 'keep-user',
    alternatives: ['update', 'remove-user'],
    about: 'never graded: a known User whose email address becomes a free one',
    why: 'The User does not change and the call is not applied: nothing is lost, and the block cannot be avoided.',
  },
  'example-com': {
    default: 'company',
    alternatives: ['free'],
    about: 'never graded: example.com and test.com',
    why: 'Some public lists contain them as free providers, although they are reserved or not used for email.',
  },
} as const satisfies Record<string, Choice>;
