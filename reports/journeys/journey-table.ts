/** The six journeys of a call, and the executed examples that each is drawn from. */

/** A way that calls take, as it is shown to readers. */
export interface JourneyFacts {
  /** Stable; the anchor of its heading and part of the ids in its drawing. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** Ids of examples, in the order of drawing; each is of a clause of the registry. */
  readonly examples: readonly [string, ...string[]];
}

export const JOURNEYS: readonly JourneyFacts[] = [
  {
    id: 'first-identify',
    title: 'First identify',
    about: 'The first identify for a user ID creates a User, which holds the traits of the call.',
    examples: ['AST-IDENT-001.2'],
  },
  {
    id: 'group',
    title: 'Group',
    about: 'The first group for a group ID creates an Account, which holds the traits of the call.',
    examples: ['AST-GROUP-001.1'],
  },
  {
    id: 'association',
    title: 'Association',
    about: 'A group with the user ID of a User associates the two, which both of them show.',
    examples: ['AST-ASSOC-001.1'],
  },
  {
    id: 'track',
    title: 'Track',
    about: 'A track call is stored as an event of its user.',
    examples: ['AST-TRACK-002.1'],
  },
  {
    id: 'audience',
    title: 'Audience',
    about:
      'Engage sends an identify for a User who enters or leaves an audience. The User has a boolean property with the key of the audience.',
    examples: ['AST-AUD-002.1'],
  },
  {
    id: 'retry',
    title: 'Retry',
    about:
      'Segment delivers a call again if the destination may recover, and waits longer each time. A call that arrives twice must change nothing.',
    examples: ['SEG-DELIVER-003.1/503', 'SEG-DELIVER-005.1', 'AST-RETRY-002.1'],
  },
];

/** The examples that a run of a destination does not have: those of the emulator's own sides. */
export const OWN_JOURNEY_EXAMPLES: readonly string[] = JOURNEYS.flatMap(({ examples }) => examples).filter(
  (id) => !isOfDestination(id),
);

/** Whether an example grades a destination: then this tool takes the part of Segment. */
export function isOfDestination(exampleId: string): boolean {
  return exampleId.startsWith('AST-');
}
