/** The door of the sweeps: whole corpora in few calls. */
export { sweep } from './sweep.ts';
export type { Sweep } from './sweep-attempt.ts';
export type { HistoryName } from './sweep-turns.ts';
export { HOLDERS } from './swept-holders.ts';
