/** What an adapter's thread and the run say to each other. */

export const QUESTIONS = ['users', 'accounts', 'events'] as const;

export type Question = (typeof QUESTIONS)[number];

/** The run asks. */
export interface Asked {
  readonly id: number;
  readonly question: Question;
  readonly query: object;
}

/** The thread answers; `json` is undefined if the function returned undefined. */
export type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unusable'; readonly problem: string }
  | { readonly kind: 'answer'; readonly id: number; readonly json: string | undefined }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };
