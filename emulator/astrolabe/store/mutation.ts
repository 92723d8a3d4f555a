/** What an accepted call changes, with every choice already made: data that `apply` carries out. */
import type { JsonObject } from '../../../schemas/index.ts';
import type { PropertyRules } from './properties.ts';

/** The ids of a user in a call; at least one of them is there where a User is meant. */
export interface Who {
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
}

export interface PropertyUpdate {
  readonly properties: JsonObject;
  readonly rules: PropertyRules;
  /** Milliseconds of the call's timestamp; where given, properties set by a later call stay as they are. */
  readonly at?: number | undefined;
}

export type Mutation =
  | {
      readonly kind: 'identify';
      readonly who: Who;
      readonly update: PropertyUpdate;
      /** An anonymous User with the same anonymousId becomes part of the identified one. */
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

/** An event as the Records API shows it. */
export interface TrackedEvent extends Who {
  readonly messageId?: string | undefined;
  readonly event: string;
  readonly properties: JsonObject;
  /** As sent. */
  readonly timestamp?: string | undefined;
}
