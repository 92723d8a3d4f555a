/** Responses that may be anything, but must exist. */
import { BlockedExample, NoAnswer } from '../../harness/errors.ts';

/**
 * Waits for a response whose content alone is judged, or not judged at all.
 *
 * @throws BlockedExample if there is none after all attempts, which says nothing about what a response may be
 */
export async function anyResponse<Response>(asked: Promise<Response>): Promise<Response> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NoAnswer) throw new BlockedExample(error.difference.message);
    throw error;
  }
}
