/** Audiences, computed traits and syncs as the control plane shows them, checked: any server may answer. */
import { isObject, type JsonObject } from '../../schemas/index.ts';
import { CommandError } from '../shell.ts';

export interface ComputedView {
  readonly key: string;
  readonly name: string;
  /** For an audience. */
  readonly level?: 'user' | 'account' | undefined;
  /** For an audience. */
  readonly members?: number | undefined;
  /** For a computed trait: the number of profiles that have one. */
  readonly values?: number | undefined;
  readonly nextSyncAt: string;
  readonly latestSync?: SyncView | undefined;
}

export interface SyncView {
  readonly kind: string;
  readonly state: 'under-way' | 'ended';
  readonly total: number;
  readonly begun: number;
  readonly calls: number;
  readonly delivered: number;
  readonly failed: number;
  readonly skipped: Readonly<Record<string, number>>;
}

/** @throws CommandError with exit code 2 if the answer shows no audience and no computed trait */
export function readView(answer: unknown): ComputedView {
  const view = objectFrom(answer);
  return {
    key: textFrom(view, 'key'),
    name: textFrom(view, 'name'),
    nextSyncAt: textFrom(view, 'nextSyncAt'),
    level: view.level === 'account' ? 'account' : 'user',
    members: view.members === undefined ? undefined : numberFrom(view, 'members'),
    values: view.values === undefined ? undefined : numberFrom(view, 'values'),
    latestSync: view.latestSync === undefined ? undefined : readSync(view.latestSync),
  };
}

/** @throws CommandError with exit code 2 if the member is not a list of audiences or computed traits */
export function readViews(answer: unknown, name: 'audiences' | 'computedTraits'): ComputedView[] {
  const list = objectFrom(answer)[name];
  if (!Array.isArray(list)) throw notControlPlane(`${name} is not a list`);
  return list.map(readView);
}

/** What was created, and what to know about it. */
export function readCreated(
  answer: unknown,
  name: 'audience' | 'computedTrait',
): { readonly key: string; readonly notes: readonly string[] } {
  const { [name]: created, notes } = objectFrom(answer);
  if (!Array.isArray(notes)) throw notControlPlane('notes is not a list');
  return { key: textFrom(objectFrom(created), 'key'), notes: notes.map(String) };
}

/** How many members entered and left; a count that is not there is 0. */
export function readMoved(answer: unknown): { readonly entered: number; readonly left: number } {
  const { entered = 0, left = 0 } = objectFrom(answer);
  return { entered: numberFrom({ entered }, 'entered'), left: numberFrom({ left }, 'left') };
}

export function syncInShort({ kind, total, calls, delivered, failed }: SyncView): string {
  const failures = failed === 0 ? '' : `, ${failed} not delivered`;
  return `${kind} sync: ${delivered} of ${total} delivered in ${calls} calls${failures}`;
}

function readSync(value: unknown): SyncView {
  const sync = objectFrom(value);
  const skipped = objectFrom(sync.skipped ?? {});
  return {
    kind: textFrom(sync, 'kind'),
    state: sync.state === 'ended' ? 'ended' : 'under-way',
    total: numberFrom(sync, 'total'),
    begun: numberFrom(sync, 'begun'),
    calls: numberFrom(sync, 'calls'),
    delivered: numberFrom(sync, 'delivered'),
    failed: numberFrom(sync, 'failed'),
    skipped: Object.fromEntries(Object.keys(skipped).map((name) => [name, numberFrom(skipped, name)])),
  };
}

function objectFrom(value: unknown): JsonObject {
  if (isObject(value)) return value;
  throw notControlPlane('an object was expected');
}

function textFrom(value: JsonObject, name: string): string {
  const text = value[name];
  if (typeof text === 'string') return text;
  throw notControlPlane(`${name} is not a text`);
}

function numberFrom(value: JsonObject, name: string): number {
  const number = value[name];
  if (typeof number === 'number') return number;
  throw notControlPlane(`${name} is not a number`);
}

function notControlPlane(why: string): CommandError {
  return new CommandError(
    2,
    `this is not a control plane of an emulator (${why}): use the URL that emulate prints as control`,
  );
}
