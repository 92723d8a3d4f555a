/** From the bytes of a request to the fields of a supported call, or to a refusal. */
export { inspectValues, planInspection } from './inspect-values.ts';
export { readObject } from './read-object.ts';
export { type CallFields, type Recognition, recognise, type SupportedType } from './recognise.ts';
export { validateCall } from './validate-call.ts';
