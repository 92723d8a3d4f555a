/** An answer that acknowledges something waits until that would survive the process. */

import type { ServerResponse } from 'node:http';
import { isSuccessStatus } from '../../schemas/index.ts';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { writeAnswer } from './write-answer.ts';

/** Writes the answer, at once where nothing waits to be kept; or 503 where what it acknowledges cannot be kept. */
export function keepPromise(
  core: Pick<Core, 'saved'>,
  { ambient }: Pick<ResolvedOptions, 'ambient'>,
  response: ServerResponse,
  answer: Answer,
): void | Promise<void> {
  // Whoever is refused was promised nothing.
  const saved = isSuccessStatus(answer.status) ? core.saved() : undefined;
  if (saved === undefined) return writeAnswer(response, answer);
  return saved.then(
    () => writeAnswer(response, answer),
    (error: unknown) => {
      ambient.logger.error('the data directory cannot be written', error);
      const hint = 'look at the data directory of the emulator, then send it again';
      writeAnswer(response, errorAnswer('storage-failed', hint));
    },
  );
}
