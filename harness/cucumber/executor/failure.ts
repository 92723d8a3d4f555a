/** What a failed step says of the error that failed it. */
import type { TestStepResult } from '@cucumber/messages';

/** @param error a text if something else than an Error was thrown */
export function failureOf(error: Error | string): Pick<TestStepResult, 'message' | 'exception'> {
  if (typeof error === 'string') {
    const stackTrace = `Error: ${error}`;
    return { message: stackTrace, exception: { type: 'Error', message: error, stackTrace } };
  }
  const { message } = error;
  // An error about a destination has no stack, because a place in the steps says nothing about it.
  const stackTrace = error.stack || message;
  return { message: stackTrace, exception: { type: error.constructor.name, message, stackTrace } };
}
