/** Answers as plain values, and how they are written to the wire. */

import type { ServerResponse } from 'node:http';
import type { Broken } from './faults.ts';

/** Refuses a request, with a status and a message. */
export interface Refusal {
  readonly refusal: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer to a request: a success with its JSON value, or a refusal. */
export type Answer = { readonly status: number; readonly value: unknown } | Refusal;

/** Whether a result is a refusal. */
export function isRefusal(result: object): result is Refusal {
  return 'refusal' in result;
}

/** Writes an answer: JSON everywhere, errors as `{"message": …}` (docs/contract.md section 1, `direct`). */
export function writeAnswer(response: ServerResponse, answer: Answer, broken: Broken): void {
  if (isRefusal(answer)) {
    const { refusal, message, headers } = answer;
    if (broken('errors-in-html')) {
      writeBody(response, refusal, 'text/html', `<h1>${refusal}</h1>`, headers);
    } else {
      const value = broken('error-without-message') ? { error: refusal } : { message };
      writeBody(response, refusal, 'application/json', JSON.stringify(value), headers);
    }
  } else if (answer.status === 204) {
    response.writeHead(204).end();
  } else {
    writeBody(response, answer.status, 'application/json', jsonOf(answer.value, broken));
  }
}

/** JSON text; some destinations write numbers or texts in another way, which is the same JSON. */
function jsonOf(value: unknown, broken: Broken): string {
  if (broken('escapes-text')) {
    const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return JSON.stringify(value).replace(/[\u0080-\uFFFF]/g, escaped);
  }
  if (!broken('writes-numbers-otherwise')) return JSON.stringify(value);
  const marked = JSON.stringify(value, (_, item: unknown) =>
    Number.isSafeInteger(item) ? `\0${item}` : item,
  );
  return marked.replace(/"\\u0000(-?\d+)"/g, '$1.0');
}

/** Writes a body of a given type with its length. */
export function writeBody(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(status, { ...headers, 'content-type': contentType, 'content-length': Buffer.byteLength(body) })
    .end(body);
}
