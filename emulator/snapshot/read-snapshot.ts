/** Reads a snapshot document: a value of anyone, from a file or a request. */
import { isNestedWithin, isObject, type Result, validate } from '../../schemas/index.ts';
import { contradictions } from './cross-checks.ts';
import { FORMAT, type Snapshot, VERSION } from './snapshot.ts';

/** Deeper than any call of a usual emulator, and within what JSON.stringify can write. */
const MOST_NESTING = 2_000;

const TAKE_ANEW = 'use a document that GET /_emulator/snapshots/NAME answered';

/** The snapshot, or one sentence that names the place of what is wrong by its JSON pointer. */
export function readSnapshot(value: unknown): Result<Snapshot> {
  if (!isObject(value) || value.format !== FORMAT) {
    return { problem: `this is not a snapshot, because its /format is not "${FORMAT}": ${TAKE_ANEW}` };
  }
  if (value.version !== VERSION) return { problem: otherVersion(value) };
  if (!isNestedWithin(MOST_NESTING, value)) {
    return { problem: `the snapshot is nested deeper than ${MOST_NESTING} levels: ${TAKE_ANEW}` };
  }
  const [violation, ...more] = validate('snapshot', value);
  if (violation !== undefined) return { problem: damaged(violation, more.length) };
  const [contradiction, ...others] = contradictions(value as unknown as Snapshot);
  if (contradiction !== undefined) return { problem: damaged(contradiction, others.length) };
  return { value: value as unknown as Snapshot };
}

function otherVersion({ version, emulator }: Readonly<Record<string, unknown>>): string {
  if (typeof version !== 'number') {
    return `the snapshot has no version, because its /version is not a number: ${TAKE_ANEW}`;
  }
  const writer =
    typeof emulator === 'string' && /^[\w.+-]{1,40}$/.test(emulator) ? `, of the emulator ${emulator},` : '';
  return `the snapshot was written by version ${version}${writer} (/version); this emulator reads version ${VERSION}: take it again with this emulator, or use the one that wrote it`;
}

function damaged({ pointer, message }: { pointer: string; message: string }, more: number): string {
  const place = pointer === '' ? '' : ` at ${pointer}`;
  const others = more === 0 ? '' : `, and ${more} more`;
  return `the snapshot cannot be used${place}: ${message}${others}`;
}
