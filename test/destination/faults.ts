/** The table of faults: every way in which this destination can be broken. */

interface FaultNote {
  /** What the destination does with this fault. */
  readonly what: string;
  /**
   * The clause that must fail. `nothing`: the behaviour is unusual but lawful, and no clause may fail.
   * `evidence`: records cannot be read, so nothing can be judged.
   */
  readonly breaks: `AST-${string}` | 'nothing' | 'evidence';
}

export const faults = {
  // Transport
  'answers-201': { what: 'Accepted calls are answered 201', breaks: 'AST-HTTP-003' },
  'answers-204-with-accept': { what: 'Accepted calls are answered 204', breaks: 'AST-HTTP-003' },
  'accepts-json5': { what: 'Names without quotation marks are read as JSON', breaks: 'AST-HTTP-004' },
  'ignores-text-after-json': { what: 'What follows the JSON object is ignored', breaks: 'AST-HTTP-004' },
  'accepts-empty-body': { what: 'An empty body is answered 200', breaks: 'AST-HTTP-004' },
  'accepts-bad-json': { what: 'A body that is not a JSON object is answered 200', breaks: 'AST-HTTP-004' },
  'accepts-text-after-json': { what: 'Text after a JSON object is ignored', breaks: 'AST-HTTP-004' },
  'bad-json-422': { what: 'A body that is not a JSON object is answered 422', breaks: 'AST-HTTP-005' },
  'skips-validation': { what: 'A call of the wrong shape is answered 200', breaks: 'AST-HTTP-005' },
  'page-400': { what: 'page, screen and alias are answered 400', breaks: 'AST-HTTP-006' },
  'page-accepted': { what: 'page, screen and alias are answered 200', breaks: 'AST-HTTP-006' },
  'ignores-field-casing': { what: 'Only the documented spelling of a field is read', breaks: 'AST-HTTP-007' },
  'other-casing-accepted-only': {
    what: 'A call whose id is spelt otherwise is accepted and forgotten',
    breaks: 'AST-HTTP-007',
  },
  'unknown-field-400': { what: 'A field outside the Spec is answered 400', breaks: 'AST-HTTP-008' },
  'refuses-settings-header': { what: 'X-Segment-Settings is answered 400', breaks: 'AST-HTTP-008' },
  'limit-8kb': { what: 'Bodies above 8 KB are answered 413', breaks: 'AST-HTTP-009' },
  'stores-refused-calls': { what: 'Refused calls are stored anyway', breaks: 'AST-HTTP-010' },
  'refused-group-associates': {
    what: 'A group with the wrong shape is refused and associates its user',
    breaks: 'AST-HTTP-010',
  },
  'refused-page-updates-user': {
    what: 'A page is refused, and its traits update a known User',
    breaks: 'AST-HTTP-010',
  },
  'mangles-emoji': { what: 'Characters above U+FFFF become U+FFFD', breaks: 'AST-HTTP-011' },
  'mangles-non-latin': { what: 'Characters above U+00FF become question marks', breaks: 'AST-HTTP-011' },
  'cuts-strings-at-255': { what: 'Strings are cut after 255 characters', breaks: 'AST-HTTP-011' },
  'decodes-pieces': { what: 'Each piece of a body is decoded by itself', breaks: 'AST-HTTP-011' },
  'parses-json-text': { what: 'Text that is JSON is stored as its value', breaks: 'AST-HTTP-011' },
  'trims-text-in-arrays': { what: 'Text in an array loses its outer spaces', breaks: 'AST-HTTP-011' },
  'refuses-charset': { what: 'A charset parameter is answered 415', breaks: 'AST-HTTP-012' },
  '500-for-bad-json': { what: 'A body that is not a JSON object is answered 500', breaks: 'AST-HTTP-013' },
  '500-for-bad-shape': { what: 'A call of the wrong shape is answered 500', breaks: 'AST-HTTP-013' },
  'busy-at-first': {
    what: 'Every eighth new call is answered 503 until it is sent again',
    breaks: 'AST-HTTP-014',
  },
  'delete-crashes': { what: 'A delete call is answered 500', breaks: 'AST-DEL-001' },

  // Keys
  'accepts-any-key': { what: "An unknown key is accepted as the first connector's", breaks: 'AST-AUTH-002' },
  '404-for-wrong-key': { what: 'An unknown key is answered 404', breaks: 'AST-AUTH-003' },
  '500-for-wrong-key': { what: 'An unknown key is answered 500', breaks: 'AST-AUTH-003' },
  'accepts-missing-authorization': { what: 'No key is needed at all', breaks: 'AST-AUTH-004' },
  '400-for-missing-authorization': { what: 'A missing key is answered 400', breaks: 'AST-AUTH-005' },
  'accepts-key-prefix': { what: 'A cut or lengthened key is accepted', breaks: 'AST-AUTH-006' },
  'ignores-key-case': { what: 'A key in another case is accepted', breaks: 'AST-AUTH-006' },
  'restricted-key-401': { what: 'A key without permission is answered 401', breaks: 'AST-AUTH-007' },
  'echoes-key': { what: 'The answer to an unknown key repeats it', breaks: 'AST-AUTH-008' },
  'echoes-authorization': { what: 'Accepted answers repeat the Base64 key', breaks: 'AST-AUTH-008' },

  'hints-at-key': { what: 'The answer to a cut key names the whole key', breaks: 'AST-AUTH-008' },

  // Errors
  'errors-in-html': { what: 'Error bodies are HTML', breaks: 'AST-ERR-001' },
  'error-without-message': { what: 'Error bodies have no message', breaks: 'AST-ERR-002' },

  // Users
  'stores-nothing': { what: 'Calls are accepted and not stored', breaks: 'AST-IDENT-001' },
  'track-stub-swallows-identify': {
    what: 'The first identify of a user with events is not stored',
    breaks: 'AST-IDENT-001',
  },
  'duplicates-user': { what: 'Every identify adds a record', breaks: 'AST-IDENT-002' },
  'never-updates': { what: 'A further identify changes nothing', breaks: 'AST-IDENT-002' },
  'replaces-instead-of-merging': { what: 'A further identify replaces all', breaks: 'AST-IDENT-003' },
  'drops-false': { what: 'A property that is false is not stored', breaks: 'AST-IDENT-004' },
  'stores-true-as-string': { what: 'true is stored as "true"', breaks: 'AST-IDENT-004' },
  'numbers-become-strings': { what: 'Numbers are stored as strings', breaks: 'AST-IDENT-004' },
  'arrays-become-strings': { what: 'Arrays are stored as comma-separated text', breaks: 'AST-IDENT-004' },
  'changes-another-user': {
    what: 'An identify also writes to the newest other User',
    breaks: 'AST-IDENT-005',
  },
  'address-moves': {
    what: 'An email address is taken from the User that had it before',
    breaks: 'AST-IDENT-005',
  },
  'visitors-share-properties': {
    what: 'An identify also updates the other Users of its anonymous ID',
    breaks: 'AST-IDENT-005',
  },
  'anonymous-identify-400': { what: 'identify without a userId is answered 400', breaks: 'AST-IDENT-006' },
  'names-lowercased': { what: 'Property names are lowercased', breaks: 'AST-IDENT-008' },
  'dotted-names-become-objects': { what: 'A property "a.b" becomes {"a":{"b"}}', breaks: 'AST-IDENT-008' },
  'case-folds-user-id': { what: 'User IDs are compared without case', breaks: 'AST-IDENT-009' },
  'normalises-user-id': { what: 'User IDs are compared in Unicode form C', breaks: 'AST-IDENT-009' },
  'cuts-user-id-at-slash': { what: 'A user ID ends at its first slash', breaks: 'AST-IDENT-009' },
  'trims-user-id': { what: 'Spaces at the end of a user ID are cut', breaks: 'AST-IDENT-009' },
  'cuts-user-id-at-255': { what: 'User IDs are cut after 255 characters', breaks: 'AST-IDENT-009' },
  'merges-users-by-email': { what: 'A new user ID with a known email is that User', breaks: 'AST-IDENT-010' },
  'read-modify-write-race': { what: 'Concurrent identifies overwrite each other', breaks: 'AST-IDENT-012' },
  'drops-21st-property': { what: 'A User has at most twenty properties', breaks: 'AST-IDENT-014' },
  'group-clears-user': { what: "A group removes its user's properties", breaks: 'AST-IDENT-014' },
  'first-identifies-race': { what: 'First identifies at once add a User each', breaks: 'AST-IDENT-012' },
  'drops-101st-property': { what: 'A User holds a hundred properties at most', breaks: 'AST-IDENT-014' },
  'every-third-update-replaces': { what: 'Every third update replaces all', breaks: 'AST-IDENT-014' },
  'objects-become-strings': { what: 'Nested objects are stored as JSON text', breaks: 'AST-IDENT-015' },
  'objects-dropped': { what: 'Nested objects are not stored', breaks: 'AST-IDENT-015' },
  'inner-objects-dropped': { what: 'Objects inside objects are not stored', breaks: 'AST-IDENT-015' },
  'empty-items-filtered': { what: 'Falsy items of arrays are removed', breaks: 'AST-IDENT-004' },
  'arrays-appended': { what: 'A further array is appended to the earlier one', breaks: 'AST-IDENT-004' },
  'falsy-updates-ignored': { what: 'A falsy value never replaces another', breaks: 'AST-IDENT-004' },
  'other-types-ignored': { what: 'A value of another type replaces nothing', breaks: 'AST-IDENT-004' },
  'ends-at-null': { what: 'Properties that follow a null are lost', breaks: 'AST-IDENT-004' },
  'inherited-names-lost': { what: 'Names of every JavaScript object are lost', breaks: 'AST-IDENT-008' },
  'names-cut-at-64': { what: 'Property names are cut after 64 characters', breaks: 'AST-IDENT-008' },
  'folds-white-space': { what: 'Runs of white space become one space', breaks: 'AST-HTTP-011' },
  'removes-controls': { what: 'Control characters are removed from text', breaks: 'AST-HTTP-011' },

  // Accounts
  'ignores-group': { what: 'group is accepted and not stored', breaks: 'AST-GROUP-001' },
  'duplicates-account': { what: 'Every group adds a record', breaks: 'AST-GROUP-002' },
  'group-never-updates': { what: 'A further group changes no property', breaks: 'AST-GROUP-002' },
  'group-replaces': { what: 'A further group replaces all properties', breaks: 'AST-GROUP-003' },
  'visitor-group-replaces': { what: 'A group without userId replaces all', breaks: 'AST-GROUP-003' },
  'account-of-50-properties': { what: 'An Account has fifty properties at most', breaks: 'AST-GROUP-003' },
  'spaces-become-underscores': {
    what: 'Spaces in property names become underscores',
    breaks: 'AST-GROUP-004',
  },
  'account-arrays-sorted': { what: "An Account's arrays are sorted", breaks: 'AST-GROUP-004' },
  'account-names-in-snake-case': {
    what: "Capitals in names of an Account's properties become lower case",
    breaks: 'AST-GROUP-004',
  },
  'account-integers-32-bit': { what: "An Account's integers have 32 bits", breaks: 'AST-GROUP-004' },
  'account-smart-quotes-folded': {
    what: "Typographic quotation marks in an Account's text become plain ones",
    breaks: 'AST-HTTP-011',
  },
  'anonymous-group-ignored': { what: 'group without a userId is not stored', breaks: 'AST-GROUP-005' },
  'leaks-group-traits-into-user': { what: "A User shows its Accounts' properties", breaks: 'AST-GROUP-006' },
  'leaks-user-traits-into-account': {
    what: "An Account shows its Users' properties",
    breaks: 'AST-GROUP-006',
  },
  'user-id-equal-to-group-id-mixes': {
    what: 'A User and an Account with one id share their properties',
    breaks: 'AST-GROUP-006',
  },
  'account-flag-on-user-too': {
    what: 'An account-level flag is also set on its user',
    breaks: 'AST-GROUP-006',
  },
  'cuts-group-id-at-hash': { what: 'A group ID ends at its first hash', breaks: 'AST-GROUP-007' },
  'case-folds-group-id': { what: 'Group IDs are compared without case', breaks: 'AST-GROUP-007' },
  'decodes-group-id': { what: 'Group IDs are percent-decoded', breaks: 'AST-GROUP-007' },
  'groups-at-once-overwrite': { what: 'Groups at once overwrite one another', breaks: 'AST-GROUP-008' },
  'first-groups-race': { what: 'First groups at once add an Account each', breaks: 'AST-GROUP-008' },
  'changes-another-account': {
    what: 'A group also writes to the newest other Account',
    breaks: 'AST-GROUP-009',
  },

  // Associations
  'loses-association': { what: 'group associates no User', breaks: 'AST-ASSOC-001' },
  'association-missing-on-account': { what: 'An Account lists no Users', breaks: 'AST-ASSOC-001' },
  'association-missing-on-user': { what: 'A User lists no Accounts', breaks: 'AST-ASSOC-001' },
  'repeated-group-undoes-association': { what: 'The same group again dissociates', breaks: 'AST-ASSOC-002' },
  'lists-association-twice': { what: 'The same group again lists the ids twice', breaks: 'AST-ASSOC-002' },
  'one-user-per-account': { what: 'An Account keeps only its latest User', breaks: 'AST-ASSOC-003' },
  'one-account-per-user': { what: 'A User keeps only its latest Account', breaks: 'AST-ASSOC-004' },
  'group-before-identify-lost': { what: 'group associates only known Users', breaks: 'AST-ASSOC-005' },
  'lists-ten-users': { what: 'An Account lists ten Users at most', breaks: 'AST-ASSOC-003' },
  'lists-ten-accounts': { what: 'A User lists ten Accounts at most', breaks: 'AST-ASSOC-004' },
  'later-identify-drops-association': { what: 'A further identify dissociates', breaks: 'AST-ASSOC-006' },

  'flag-drops-association': { what: 'A flag dissociates its User', breaks: 'AST-ASSOC-006' },

  // Events
  'track-refuses-unknown-user': { what: 'track of an unknown User is answered 400', breaks: 'AST-TRACK-001' },
  'track-not-stored': { what: 'track is accepted and not stored', breaks: 'AST-TRACK-002' },
  'track-drops-properties': { what: 'Events are stored without properties', breaks: 'AST-TRACK-002' },
  'track-drops-long-arrays': { what: 'Events keep 100 items of an array', breaks: 'AST-TRACK-002' },
  'track-trims-text': { what: 'Text of events loses its outer spaces', breaks: 'AST-TRACK-002' },
  'track-reserved-names-lost': { what: 'Events lose properties named as in SQL', breaks: 'AST-TRACK-002' },
  'track-trims-event': { what: "An event's name loses its outer spaces", breaks: 'AST-TRACK-002' },
  'lists-twenty-events': {
    what: 'Only the newest twenty events of a user are shown',
    breaks: 'AST-TRACK-002',
  },
  'identify-forgets-events': {
    what: 'The first identify of a user removes its events',
    breaks: 'AST-TRACK-002',
  },
  'track-leaks-into-user': { what: "An event's properties become the User's", breaks: 'AST-TRACK-003' },
  'track-dedupes-by-content': { what: 'Events with equal content are stored once', breaks: 'AST-TRACK-004' },
  'ignores-timestamp': { what: 'An event gets the time of its arrival', breaks: 'AST-TRACK-005' },

  // Audiences and computed traits
  'audience-true-ignored': { what: 'A flag that is true is not stored', breaks: 'AST-AUD-001' },
  'audience-false-deletes-property': { what: 'A flag that is false is removed', breaks: 'AST-AUD-002' },
  'audience-reentry-ignored': { what: 'A flag that was false stays false', breaks: 'AST-AUD-003' },
  'audience-first-flag-only': { what: "Only a User's first audience is stored", breaks: 'AST-AUD-004' },
  'audience-ten-flags': { what: 'A User has ten flags at most', breaks: 'AST-AUD-004' },
  'audience-replaces-properties': { what: 'A flag removes all other properties', breaks: 'AST-AUD-004' },
  'group-drops-flags': { what: "A group removes its user's boolean properties", breaks: 'AST-AUD-004' },
  'audience-calls-unknown-user-ignored': { what: 'Flags create no User', breaks: 'AST-AUD-005' },
  'computed-trait-keeps-type': {
    what: 'A computed trait ignores values of another type',
    breaks: 'AST-AUD-006',
  },
  'computed-trait-keeps-first': { what: 'A computed trait keeps its first value', breaks: 'AST-AUD-006' },
  'audience-repeat-toggles': { what: 'The same flag again is inverted', breaks: 'AST-AUD-007' },
  'account-audience-ignored': { what: 'Flags sent as group are not stored', breaks: 'AST-AUD-008' },
  'audience-flags-everyone': { what: 'A flag is set on every User', breaks: 'AST-AUD-009' },

  'flag-spreads-to-colleagues': { what: "A flag is set on an Account's other Users", breaks: 'AST-AUD-009' },

  // Free email providers
  'stores-blocked-users': { what: 'The blocking connector blocks no one', breaks: 'AST-SETUP-001' },
  'blocks-lowercase-domains-only': { what: 'GMAIL.COM is not seen as free', breaks: 'AST-SETUP-001' },
  'blocks-once': { what: 'Only the first identify of a user is blocked', breaks: 'AST-SETUP-001' },
  'blocks-suffixes': { what: 'notgmail.com is seen as free', breaks: 'AST-SETUP-002' },
  'blocks-everyone': { what: 'The blocking connector blocks everyone', breaks: 'AST-SETUP-002' },
  'blocks-on-allowing-connector': { what: 'Every connector blocks free addresses', breaks: 'AST-SETUP-003' },

  // Retries
  'tracks-at-once-race': { what: 'Deliveries of a track at once are an event each', breaks: 'AST-RETRY-001' },
  'no-dedupe': { what: 'A track call delivered twice is two events', breaks: 'AST-RETRY-001' },
  'redelivery-duplicates': { what: 'An identify delivered twice is two Users', breaks: 'AST-RETRY-002' },

  // Replays
  'late-event-redated': {
    what: 'An event that is older than the latest of its user gets the time of that',
    breaks: 'AST-REPLAY-001',
  },
  'remembers-ten-events': {
    what: 'Only the ten latest events are compared with a track',
    breaks: 'AST-REPLAY-002',
  },
  'older-identify-ignored': {
    what: 'An identify that is older than the latest of its user changes nothing',
    breaks: 'AST-REPLAY-003',
  },
  'busy-tracks-400': {
    what: 'More than thirty tracks in a second are answered 400',
    breaks: 'AST-REPLAY-004',
  },

  // Lawful but unusual
  'null-removes-property': { what: 'An explicit null removes a property', breaks: 'nothing' },
  'nested-objects-merge': { what: 'A nested object is merged, not replaced', breaks: 'nothing' },
  'links-anonymous-user': { what: 'An anonymous User becomes the identified one', breaks: 'nothing' },
  'late-call-fills-gaps-only': { what: 'An older call never overwrites a value', breaks: 'nothing' },
  'context-leaks-into-properties': { what: "A call's context becomes properties too", breaks: 'nothing' },
  'adds-own-properties': { what: 'Records have additional properties that no call sent', breaks: 'nothing' },
  'counts-readings': { what: 'Records have a property that changes at each reading', breaks: 'nothing' },
  'reverses-members': { what: 'Records list their properties in reverse', breaks: 'nothing' },
  'writes-numbers-otherwise': { what: 'Whole numbers are written as 1.0', breaks: 'nothing' },
  'escapes-text': { what: 'Characters beyond ASCII are written as escapes', breaks: 'nothing' },
  'events-with-offset': { what: 'Timestamps are shown with another offset', breaks: 'nothing' },
  '409-for-known-message': { what: 'A messageId that is known is answered 409', breaks: 'nothing' },
  'stores-identifies-late': { what: 'Identifies are stored 30 ms after other calls', breaks: 'nothing' },
  'stores-groups-late': { what: 'Groups are stored 30 ms after other calls', breaks: 'nothing' },

  // Records that cannot be read
  'html-records': { what: 'Records are answered in HTML', breaks: 'evidence' },
  'records-500': { what: 'Records are answered 500', breaks: 'evidence' },
  'records-bare-array': { what: 'Records are answered as an array', breaks: 'evidence' },
} as const satisfies Record<string, FaultNote>;

/** The name of a fault. */
export type Fault = keyof typeof faults;

/** Returns whether a fault is switched on. */
export type Broken = (fault: Fault) => boolean;

/** Whether a word, for instance from the command line, is the name of a fault. */
export function isFault(word: string): word is Fault {
  return Object.hasOwn(faults, word);
}
