/** How a destination can differ from the model. */
import type { Difference } from '../../../schemas/index.ts';
import type { Command } from '../commands/commands.ts';

/** The kind of a mismatch and what it is about; users and accounts by their aliases, a refused call by its kind. */
export type MismatchSubject =
  | { readonly kind: 'refused'; readonly call: string }
  | { readonly kind: 'user-count'; readonly user: string; readonly count: number }
  | { readonly kind: 'account-count'; readonly account: string; readonly count: number }
  | { readonly kind: 'user-property'; readonly user: string; readonly name: string }
  | { readonly kind: 'account-property'; readonly account: string; readonly name: string }
  | {
      readonly kind: 'user-leak';
      readonly user: string;
      readonly name: string;
      readonly from: 'user' | 'account' | 'event';
    }
  | {
      readonly kind: 'account-leak';
      readonly account: string;
      readonly name: string;
      readonly from: 'user' | 'account';
    }
  | { readonly kind: 'association'; readonly user: string; readonly account: string; readonly times: number }
  | { readonly kind: 'event-count'; readonly user: string; readonly event: string; readonly count: number }
  | { readonly kind: 'event-properties'; readonly user: string; readonly event: string };

/** One difference from the model. */
export interface Mismatch {
  readonly subject: MismatchSubject;
  readonly difference: Difference;
  /** True if waiting cannot make it right, because something exists that must not. */
  readonly final: boolean;
}

/** A mismatch, and the commands before it. */
export interface Seen {
  readonly mismatch: Mismatch;
  readonly commands: readonly Command[];
}
