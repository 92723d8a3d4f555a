/** What a program and the thread that grades for it say to each other. */
import type { ClauseTests } from '../../reports/index.ts';
import type { ResultRecord } from '../../schemas/index.ts';

/** What the thread begins with. */
export interface Order {
  /** The options as given, except those below; what cannot be passed to a thread is an `Unpassable`. */
  readonly options: unknown;
  readonly env: Readonly<Record<string, string>> | undefined;
  readonly cwd: string;
}

/** The program asks the thread to end the run early. */
export const STOP = 'stop';

/** The thread answers: any number of texts, then one of the others. */
export type ThreadReport =
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'refused'; readonly problems: readonly string[] }
  | { readonly kind: 'fault'; readonly message: string }
  | { readonly kind: 'finished'; readonly record: ResultRecord; readonly tests: ClauseTests };
