/** Delays the answer to an accepted request until its changes are persisted. */
import type { ServerResponse } from 'node:http';
import { isSuccessStatus } from '../../schemas/index.ts';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import type { Core } from '../core.ts';
import type { ResolvedOptions } from '../options/index.ts';
import { writeAnswer } from './write/index.ts';

/** Writes the answer once its changes are persisted, at once if none is pending; or 503 if they cannot be written. */
export function answerWhenSaved(
  core: Pick<Core, 'saved'>,
  { ambient }: Pick<ResolvedOptions, 'ambient'>,
  response: ServerResponse,
  answer: Answer,
): void | Promise<void> {
  // A refusal acknowledges nothing, so it does not wait.
  const saved = isSuccessStatus(answer.status) ? core.saved() : undefined;
  if (saved === undefined) return writeAnswer(response, answer);
  return saved.then(
    () => writeAnswer(response, answer),
    (error: unknown) => {
      ambient.logger.error('the data directory cannot be written', error);
      const hint = 'check the disk of the data directory, then send the call again';
      writeAnswer(response, errorAnswer('storage-failed', hint));
    },
  );
}
