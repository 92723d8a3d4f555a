/** What an interrupted reconcile leaves behind, so that it can go on. */
import { existsSync, readFileSync } from 'node:fs';
import type { createDonePlaces } from '../../harness/load/done-places.ts';
import type { DueChecks } from '../../harness/load/reconcile.ts';
import { type LoadRecord, validate } from '../../schemas/index.ts';
import { CommandError } from '../shell.ts';

type DonePlaceRanges = Parameters<typeof createDonePlaces>[1];

export interface ReconcileState {
  /** What it is about: the plan, the source, the sample, and what was sent. */
  readonly about: string;
  readonly done: number;
  readonly beyond: NonNullable<DonePlaceRanges>;
  readonly record: LoadRecord;
}

/**
 * @returns undefined if there is none
 * @throws CommandError with exit code 2 if it cannot be used, or is about something else
 */
export function readReconcileState(
  file: string,
  about: string,
  { users, accounts }: DueChecks,
): ReconcileState | undefined {
  if (!existsSync(file)) return undefined;
  const fail = (what: string) =>
    new CommandError(2, `${file} ${what}: delete it, or leave --resume out to begin again`);
  let state: ReconcileState;
  try {
    state = JSON.parse(readFileSync(file, 'utf8')) as ReconcileState;
  } catch (error) {
    throw fail(`cannot be read (${(error as Error).message})`);
  }
  const isPlace = (place: unknown) => Number.isInteger(place) && (place as number) < users + accounts;
  const isRange = (range: unknown) =>
    isPlace(range) || (Array.isArray(range) && range.length === 2 && range.every(isPlace));
  const isWhole = Number.isInteger(state?.done) && Array.isArray(state.beyond) && state.beyond.every(isRange);
  if (!isWhole || validate('load-record', state.record).length > 0) throw fail('is not what reconcile saved');
  if (state.about === about) return state;
  throw fail('is of another plan, source or sample, or more was sent since');
}
