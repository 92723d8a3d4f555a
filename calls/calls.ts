/** Calls in their smallest valid form, as a Segment source sends them. */

/** A JSON object that is one of Segment's calls. */
export type Call = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Free-form members of a call: the traits of a person or a company, or the properties of an event. */
export type Members = Readonly<Record<string, unknown>>;

/** Who a call is about: a user ID, an anonymous ID, or both. */
export interface Person {
  readonly userId?: string;
  readonly anonymousId?: string;
}

/** The id and the time of a call. */
export interface Stamp {
  readonly messageId: string;
  /** When it happened, as ISO 8601. */
  readonly timestamp: string;
}

/** An identify call: who a person is. */
export function identify(person: Person, traits: Members, stamp: Stamp): Call {
  return { type: 'identify', ...person, traits, ...stamp };
}

/** A group call: which company a person belongs to. */
export function group(person: Person, groupId: string, traits: Members, stamp: Stamp): Call {
  return { type: 'group', ...person, groupId, traits, ...stamp };
}

/** A track call: what a person did. */
export function track(person: Person, event: string, properties: Members, stamp: Stamp): Call {
  return { type: 'track', ...person, event, properties, ...stamp };
}
