/** The door of the log of calls. */
export { type CallLog, createCallLog } from './call-log.ts';
