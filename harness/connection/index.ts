/** How requests reach a target. */
export type { ConnectionSettings } from './connection.ts';
export { type OwnHeaders, readHeaders } from './headers.ts';
