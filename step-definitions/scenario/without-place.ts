/**
 * Removes the stack of an error that is about a destination, a run or a feature: where the steps noticed it says nothing
 * about that. An empty stack, because cucumber takes minutes to look for frames in a long text without any.
 */
export function withoutPlace<E extends Error>(error: E): E {
  error.stack = '';
  return error;
}
