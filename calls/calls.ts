/** Calls in their smallest valid form, as a Segment source would send them. */

/** A JSON object that is one of Segment's calls. */
export type Call = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Free-form members of a call: the traits of a person or company, the properties of an event. */
export type Members = Readonly<Record<string, unknown>>;

/** Who a call is about: a user ID, an anonymous ID, or both. */
export interface Person {
  readonly userId?: string;
  readonly anonymousId?: string;
}

/** What tells one sending of a call from another. */
export interface Stamp {
  readonly messageId: string;
  /** ISO 8601, the time at which it happened. */
  readonly timestamp: string;
}

/** An identify: who somebody is. */
export function identify(person: Person, traits: Members, stamp: Stamp): Call {
  return { type: 'identify', ...person, traits, ...stamp };
}

/** A group: which company somebody belongs to. */
export function group(person: Person, groupId: string, traits: Members, stamp: Stamp): Call {
  return { type: 'group', ...person, groupId, traits, ...stamp };
}

/** A track: what somebody did. */
export function track(person: Person, event: string, properties: Members, stamp: Stamp): Call {
  return { type: 'track', ...person, event, properties, ...stamp };
}
