/** Requests to an emulator: in turns, with a sentence for everything that goes wrong. */
export { ask, exchange, type Query, type Reach, type RequestMethod } from './control.ts';
export { ControlError, EmulatorUnreachable, type RefusedMember, refusalFrom } from './errors.ts';
export type { FetchLike } from './fetch-like.ts';
export { inTurn } from './in-turn.ts';
export { isObject, type JsonValue, shown } from './json.ts';
export { pathPart } from './path-part.ts';
