/** Reads the JSON object that a call must be. */
import { isObject, type JsonObject } from '../../../schemas/index.ts';
import type { Choices } from '../../choices/index.ts';
import type { Inbound, Refusal } from '../call.ts';

const NOT_AN_OBJECT = ['AST-HTTP-004', 'AST-HTTP-005'];

/** Parses a payload; every refusal says what to send instead (AST-HTTP-004, AST-HTTP-005). */
export function readObject(
  { payload, contentType }: Inbound,
  choices: Choices,
  bodyLimit: number,
): { readonly object: JsonObject } | Refusal {
  if (choices['content-type-not-json'] === 'refuse' && !isJson(contentType)) {
    return { error: 'content-type-not-json', rules: ['choice:content-type-not-json=refuse'] };
  }
  if (payload.kind === 'unreadable') {
    const detail =
      payload.code === 'body-too-large'
        ? `send at most ${bodyLimit} bytes`
        : 'send UTF-8, either plain or compressed with gzip';
    return { error: payload.code, detail, rules: NOT_AN_OBJECT };
  }
  let value: unknown;
  if (payload.kind === 'value') {
    value = payload.value;
  } else {
    try {
      value = JSON.parse(payload.text);
    } catch (error) {
      return {
        error: 'body-not-json',
        detail: `send one JSON object${position(error)}`,
        rules: NOT_AN_OBJECT,
      };
    }
  }
  if (!isObject(value)) {
    return {
      error: 'body-not-object',
      detail: 'send one JSON object, one call per request',
      rules: NOT_AN_OBJECT,
    };
  }
  return { object: value };
}

/** Only the position, because the parser's message quotes the body and an answer must not (AST-AUTH-008). */
function position(error: unknown): string {
  const found = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  return found === undefined ? '' : `; parsing stopped at character ${found}`;
}

function isJson(contentType: string | undefined): boolean {
  return /^\s*application\/json\s*(;|$)/i.test(contentType ?? '');
}
