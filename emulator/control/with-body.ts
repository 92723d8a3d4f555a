/** Bodies of the control plane, validated against their schemas. */
import { type SchemaName, type Violation, validate } from '../../schemas/index.ts';
import { type Answer, ERRORS, type ErrorCode, errorBody } from '../answers/index.ts';

/** An answer lists this many violations: a body of 64 KB can have tens of thousands. */
const MOST_LISTED = 100;
/** The message repeats this many of them. */
const MOST_IN_MESSAGE = 5;

/**
 * Answers with a body that is valid, or refuses it with everything that is wrong with it.
 *
 * @typeParam Body what the schema describes
 */
export function withBody<Body, Given extends Answer | Promise<Answer> = Answer>(
  schema: SchemaName,
  body: unknown,
  code: ErrorCode,
  answer: (body: Body) => Given,
): Given | Answer {
  const violations = validate(schema, body);
  return violations.length === 0 ? answer(body as Body) : refuse(code, violations);
}

export function refuse(code: ErrorCode, violations: readonly Violation[]): Answer {
  const shown = violations.slice(0, MOST_IN_MESSAGE).map(({ message }) => message);
  const more = violations.length - shown.length;
  const detail = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  return {
    status: ERRORS[code].status,
    body: errorBody(code, detail, violations.slice(0, MOST_LISTED)),
    rules: [],
    code,
  };
}
