/** Whether the window shows the page. */

/**
 * A browser has six connections for all windows with this address, so that hidden ones, and those that it keeps for its
 * back button, must not hold one.
 *
 * @returns a signal that is aborted with the given one, or when the page is hidden
 */
export function whileShown(signal: AbortSignal): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const look = () => {
    if (document.hidden) abort();
  };
  signal.addEventListener('abort', abort);
  document.addEventListener('visibilitychange', look);
  addEventListener('pagehide', abort);
  return {
    signal: controller.signal,
    end() {
      signal.removeEventListener('abort', abort);
      document.removeEventListener('visibilitychange', look);
      removeEventListener('pagehide', abort);
    },
  };
}

/** Resolves at once if the page is shown, and also when the signal is aborted. */
export function untilShown(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.hidden && !signal.aborted) return;
      document.removeEventListener('visibilitychange', look);
      removeEventListener('pageshow', look);
      signal.removeEventListener('abort', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    addEventListener('pageshow', look);
    signal.addEventListener('abort', look);
    look();
  });
}
