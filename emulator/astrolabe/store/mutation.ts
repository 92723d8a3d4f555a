/** What an accepted call changes, as data for `apply`; every choice is already applied. */
import type { JsonObject } from '../../../schemas/index.ts';
import type { PropertyRules } from './properties.ts';

/** The ids of a user in a call. */
export interface Who {
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
}

export interface PropertyUpdate {
  readonly properties: JsonObject;
  readonly rules: PropertyRules;
  /** The call's timestamp in milliseconds; if present, properties set by a later call are not changed. */
  readonly at?: number | undefined;
}

export type Mutation =
  | {
      readonly kind: 'identify';
      readonly who: Who;
      readonly update: PropertyUpdate;
      /** Whether the anonymous User with the same anonymousId is merged into the identified one. */
      readonly adoptAnonymous: boolean;
    }
  | {
      readonly kind: 'group';
      readonly groupId: string;
      readonly who: Who;
      readonly update: PropertyUpdate;
      readonly createUser: boolean;
    }
  | {
      readonly kind: 'track';
      readonly event: TrackedEvent;
      readonly receivedAt: number;
      readonly createUser: boolean;
    }
  | { readonly kind: 'block'; readonly who: Who }
  | { readonly kind: 'remove-user'; readonly who: Who };

/** Whether a mutation stores what its call says; a blocked call only leaves a mark. */
export function isStoring(mutation: Mutation | undefined): boolean {
  return mutation !== undefined && mutation.kind !== 'block';
}

/** An event as the Records API shows it. */
export interface TrackedEvent extends Who {
  readonly messageId?: string | undefined;
  readonly event: string;
  readonly properties: JsonObject;
  /** Unchanged, as sent. */
  readonly timestamp?: string | undefined;
}
