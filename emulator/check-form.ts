/** What the destination and the ingress say to the form of a call, so that nothing else has to know their rules. */
import { isObject, type JsonObject, type Violation } from '../schemas/index.ts';
import { ERRORS } from './answers/index.ts';
import { createParts, readCall } from './astrolabe/index.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { resolveChoices } from './resolve-choices.ts';
import { findRoute, ingestErrorOf, readRequest } from './segment/index.ts';

/** A refusal: a status, what is wrong, and each broken rule. */
export interface FormRefusal {
  readonly status: number;
  /** The name of the error: `call-malformed`. */
  readonly error: string;
  /** A sentence without a full stop. */
  readonly message: string;
  readonly violations: readonly Violation[];
}

/** What happens to a call with the default choices. */
export interface FormOpinion {
  /** Undefined if the destination accepts the call. */
  readonly refusal: FormRefusal | undefined;
  /** The fields as the destination reads them; undefined if it does not know the type, or does not support it. */
  readonly fields: JsonObject | undefined;
  /** Why the ingress answers 400; undefined if it does not. */
  readonly ingressProblem: string | undefined;
  /** Why Segment drops the call after it was accepted, in Segment's word; undefined if it does not. */
  readonly dropReason: string | undefined;
}

/** @returns a function that is given a call, and the same as JSON */
export function createFormCheck(): (value: unknown, body: string) => FormOpinion {
  const limits = DEFAULT_LIMITS;
  const resolved = resolveChoices({});
  if ('problems' in resolved) throw new Error(resolved.problems.join('; '));
  const parts = createParts([], resolved.value, limits);
  return (value, body) => {
    const payload = { kind: 'value', value } as const;
    const reading = readCall(parts, limits, {
      method: 'POST',
      authorization: undefined,
      contentType: 'application/json',
      payload,
    });
    const { refusal, fields } = reading;
    return {
      refusal:
        refusal === undefined
          ? undefined
          : {
              status: ERRORS[refusal.error].status,
              error: refusal.error,
              message: refusal.detail ?? ERRORS[refusal.error].title,
              violations: refusal.violations ?? [],
            },
      fields,
      ingressProblem: ingressProblemOf(value, body),
      dropReason: isObject(value) ? ingestErrorOf(value) : undefined,
    };
  };

  function ingressProblemOf(value: unknown, body: string): string | undefined {
    // A call that was parsed can only be refused for its size.
    if (Buffer.byteLength(body) <= limits.callBytes) return undefined;
    const type = isObject(value) && typeof value.type === 'string' ? value.type : '';
    const route = findRoute(`/v1/${type}`) ?? findRoute('/v1/track');
    if (route === undefined) return undefined;
    const read = readRequest(route, { kind: 'text', text: body }, limits);
    return 'problem' in read ? read.problem : undefined;
  }
}

/** Bytes of a call that the ingress accepts. */
export const CALL_BYTES = DEFAULT_LIMITS.callBytes;
