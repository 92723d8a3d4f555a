/** A call as others use it: a command, steps of a scenario, a line of a file. */

/** Where the key goes; the page does not know keys. */
const KEY = '$ASTROLABE_WRITE_KEY';
const API_KEY = '$ASTROLABE_API_KEY';

/**
 * @param call its value; a text is sent as it is
 * @param to `ingress` as a library sends it, `destination` as Segment delivers it
 * @param at the path of a request to the ingress. Default: that of the type
 */
export function asCurl(
  call: unknown,
  to: 'ingress' | 'destination',
  origin: string,
  at = `/v1/${typeOf(call)}`,
): string {
  const isIngress = to === 'ingress';
  const path = isIngress ? at : '/astrolabe';
  const key = isIngress ? KEY : API_KEY;
  const text = typeof call === 'string' ? call : JSON.stringify(call);
  return [
    `curl ${origin}${path}`,
    `-u "${key}:"`,
    "-H 'content-type: application/json'",
    // Unlike -d, it reads no file if a text begins with an at sign.
    `--data-raw '${text.replaceAll("'", `'\\''`)}'`,
  ].join(' ');
}

/** Steps of the suite; a doc string takes the body as it is, except for its own quotes when they are escaped. */
export function asGherkin(call: unknown): string {
  const body = JSON.stringify(call, null, 2);
  const quotes = body.includes('\\"\\"\\"') ? '```' : '"""';
  const lines = [quotes, ...body.split('\n'), quotes].map((line) => `  ${line}\n`);
  return `When this body is posted:\n${lines.join('')}`;
}

/** A line of the files that `send` and `lint` read. */
export function asNdjson(call: unknown): string {
  return `${JSON.stringify(call)}\n`;
}

function typeOf(call: unknown): string {
  const { type } = (call ?? {}) as { type?: unknown };
  return typeof type === 'string' && /^[a-z]+$/.test(type) ? type : 'track';
}
