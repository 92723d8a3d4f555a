/** Conditions without which an example says nothing about its clause. */
import { NotApplicable, UnmetExpectation } from '../../harness/errors.ts';

/**
 * Checks a condition that another clause grades, or that no clause requires.
 *
 * @throws NotApplicable if it is not met
 */
export async function provided(check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof UnmetExpectation)) throw error;
    throw new NotApplicable(`${error.difference.message}, without which this example says nothing`);
  }
}
