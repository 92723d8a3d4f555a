/** Looks for keys in every response of a run (AST-AUTH-008). */
import type { Redactor } from '../../safe-text/index.ts';
import type { HttpResponse } from './client/index.ts';

/** A response that contained a key. */
export interface RepeatedKey {
  readonly example: string;
  /** The label of the key, such as `api-key`. */
  readonly key: string;
}

/** One per run. */
export interface KeyLeaks {
  /** Takes note if the body or a header, its name included, contains a key that was sent. */
  inspect(response: HttpResponse, example: string): void;
  /** In the order of the responses. */
  found(): readonly RepeatedKey[];
}

export function createKeyLeaks(sentKeys: Pick<Redactor, 'find'>): KeyLeaks {
  const leaks: RepeatedKey[] = [];
  return {
    found: () => leaks,
    inspect({ headers, body }, example) {
      // One after the other: together they would be a copy of the body.
      const key = sentKeys.find(JSON.stringify(headers)) ?? sentKeys.find(body);
      if (key !== undefined) leaks.push({ example, key });
    },
  };
}
