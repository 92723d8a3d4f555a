/** An answer that acknowledges something waits until that would survive the process. */
import type { Answer } from '../astrolabe/index.ts';
import type { Core } from '../core.ts';
import { errorAnswer } from '../error-answer.ts';
import type { ResolvedOptions } from '../options.ts';

/** @returns the answer itself, or 503 where what it acknowledges cannot be kept */
export async function keepPromise(
  core: Pick<Core, 'saved'>,
  { ambient }: Pick<ResolvedOptions, 'ambient'>,
  answer: Answer,
): Promise<Answer> {
  try {
    await core.saved();
    return answer;
  } catch (error) {
    ambient.logger.error('the data directory cannot be written', error);
    return errorAnswer('storage-failed', 'look at the data directory of the emulator, then send it again');
  }
}
