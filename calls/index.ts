/** Calls as values: identify, group, track, and the calls of Engage. Nothing here is random. */
export { type Call, group, identify, type Members, type Person, type Stamp, track } from './calls.ts';
export {
  type AccountCall,
  accountRecipient,
  callCount,
  callsAbout,
  letters27,
  type Recipient,
} from './computation-calls.ts';
export { isKeyName, KEY_LENGTH, keyOf, RESERVED } from './computation-key.ts';
export { type Computation, computedGroup, computedIdentify } from './engage-calls.ts';
export { numberedProperties } from './numbered-properties.ts';
