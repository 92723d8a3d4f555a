/** What Segment adds to a call before it goes to a destination. */

/**
 * A copy of the call with a messageId, the time of receipt and a timestamp, where they are missing.
 *
 * @param now milliseconds since the epoch
 */
export function completeCall(
  call: Readonly<Record<string, unknown>>,
  now: number,
  ids: () => string,
): Readonly<Record<string, unknown>> {
  const receivedAt = new Date(now).toISOString();
  return {
    ...call,
    messageId: call.messageId ?? ids(),
    timestamp: call.timestamp ?? receivedAt,
    receivedAt,
  };
}
