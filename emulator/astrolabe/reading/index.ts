/** Turns the body of a request into the fields of a supported call, or a refusal. */
export { inspectValues, planInspection } from './inspect-values.ts';
export { readObject } from './read-object.ts';
export { type CallFields, type Recognition, recognise, type SupportedType } from './recognise.ts';
export { usableFields, validateCall } from './validate-call.ts';
