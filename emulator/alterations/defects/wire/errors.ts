/** Defects in error bodies. */
import type { ErrorCode } from '../../../answers/index.ts';
import type { Decision } from '../../../astrolabe/index.ts';
import type { Alteration } from '../../alteration.ts';
import { answering } from '../../wrappers.ts';
import type { Defects } from '../defect.ts';

const HTML = { 'content-type': 'text/html; charset=utf-8' };

export const ERROR_DEFECTS = {
  'errors-in-html': {
    what: 'Error bodies are HTML',
    breaks: 'AST-ERR-001',
    alter: onErrors((decision) => ({ ...decision, headers: HTML, body: '<h1>Something went wrong</h1>' })),
  },
  'unknown-key-error-in-html': {
    what: 'Only the error body for an unknown key is HTML',
    breaks: 'AST-ERR-001',
    alter: onErrors(
      (decision) => ({ ...decision, headers: HTML, body: '<h1>Unauthorized</h1>' }),
      'api-key-unknown',
    ),
  },
  'errors-labelled-text': {
    what: 'Error bodies are JSON labelled as plain text',
    breaks: 'AST-ERR-001',
    alter: onErrors((decision) => ({
      ...decision,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })),
  },
  'errors-without-message': {
    what: 'Error bodies have no message',
    breaks: 'AST-ERR-002',
    alter: onErrors((decision) => ({ ...decision, body: { code: decision.code } })),
  },
  'message-in-object': {
    what: 'The message of an error is an object',
    breaks: 'AST-ERR-002',
    alter: onErrors((decision) => ({ ...decision, body: { message: { text: decision.code } } })),
  },
  'unsupported-type-without-message': {
    what: 'Only the message of a 501 is empty',
    breaks: 'AST-ERR-002',
    alter: onErrors((decision) => ({ ...decision, body: { message: '' } }), 'type-not-supported'),
  },
} as const satisfies Defects;

/** @param only the only error to change. Default: all errors. */
function onErrors(change: (decision: Decision) => Decision, only?: ErrorCode): Alteration {
  return answering((decision) =>
    decision.code === undefined || (only !== undefined && decision.code !== only)
      ? undefined
      : change(decision),
  );
}
