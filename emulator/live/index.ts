/** The door of the live view: what happens to calls, as it happens, for whoever looks on. */
export {
  createLive,
  type Live,
  type LiveMessage,
  type LiveOptions,
  type LiveReader,
  MOST_READERS,
} from './live.ts';
export { type LivePlace, placeFrom, textOf } from './place.ts';
export type { LiveInstance, LiveState } from './shown.ts';
