/** How much of the responses a run records. */

/** Bytes of one body without the note that it was cut, and of each body after those of the whole run have reached their limit. */
const BODY_LIMIT = 64 * 1024 - 100;
const BODY_LIMIT_LATER = 1024;
const RUN_LIMIT = 8 * 1024 * 1024;

/** No form of a key is longer, so that none is cut in two before it is found. */
const LONGEST_SECRET = 4096;

/**
 * Returns a function that redacts and cuts one body of a run after another.
 *
 * @param redact hides keys
 */
export function createBodyRecorder(redact: (text: string) => string): (body: string) => string {
  let shown = 0;
  return (body) => {
    const limit = shown > RUN_LIMIT ? BODY_LIMIT_LATER : BODY_LIMIT;
    const text = redactedBeginning(body, limit, redact);
    shown += text.length;
    return text;
  };
}

function redactedBeginning(body: string, limit: number, redact: (text: string) => string): string {
  if (Buffer.byteLength(body) <= limit) return redact(body);
  const head = redact(body.slice(0, limit + LONGEST_SECRET));
  // What is at the end may be the beginning of a key.
  const safe = Buffer.from(head.slice(0, -LONGEST_SECRET)).subarray(0, limit).toString('utf8');
  const kept = safe.replace(/\uFFFD+$/u, '');
  return `${kept}… (cut: the body has ${Buffer.byteLength(body)} bytes)`;
}
