/** From a request to the fields of a call, or why the call is refused for its form. */
import type { JsonObject } from '../../schemas/index.ts';
import type { Limits } from '../limits.ts';
import type { Decision, Inbound, Refusal } from './call.ts';
import { findOverlongId } from './capacity.ts';
import type { Parts } from './parts.ts';
import type { CallFields, SupportedType } from './reading/index.ts';

/** A call of a supported type. A refusal says what of it was understood. */
export type CallReading =
  | { readonly type: SupportedType; readonly fields: JsonObject; readonly refusal?: undefined }
  | {
      readonly refusal: Refusal;
      readonly call?: Decision['call'];
      /** Under their canonical names, without the nulls that count as absent. */
      readonly fields?: JsonObject;
    };

/** The order is fixed: body, type, fields, limits. */
export function readCall(
  parts: Pick<Parts, 'read' | 'recognise' | 'validate'>,
  limits: Limits,
  inbound: Inbound,
): CallReading {
  const read = parts.read(inbound);
  if ('error' in read) return { refusal: read };
  const recognised = parts.recognise(read.object);
  if ('error' in recognised) return { refusal: recognised, call: recognised.call };
  const { type, fields } = recognised;
  const refusal = parts.validate(type, fields) ?? findOverlongId(fields as unknown as CallFields, limits);
  return refusal === undefined ? recognised : { refusal, call: { type }, fields };
}
