/** Takes snapshots with a name, shows, restores and removes them. */
import type { Result } from '../../schemas/index.ts';
import { type Answer, errorAnswer } from '../answers/index.ts';
import type { Core } from '../core.ts';
import { readSnapshot, type SnapshotProblem, type SnapshotSummary } from '../snapshot/index.ts';
import { type World, worldKey } from '../worlds/index.ts';

/** It is part of an address, and may be the name of a file. */
const NAME = /^[A-Za-z0-9][\w.-]{0,99}$/;

export function snapshotUnknown(): Answer {
  return errorAnswer('snapshot-unknown', 'GET snapshots lists them, and POST snapshots/NAME takes one');
}

export function listSnapshots({ snapshots }: Core): Answer {
  return ok({ snapshots: snapshots.list() });
}

/** It replaces one of the same name. */
export function takeSnapshot({ core, options }: World, name: string): Answer {
  if (!NAME.test(name)) {
    return errorAnswer(
      'snapshot-name-invalid',
      'use 1 to 100 letters, digits, dots, hyphens and underscores, and begin with a letter or a digit',
    );
  }
  const { snapshots, snapshotBytes } = options.limits;
  const hints: Readonly<Record<SnapshotProblem, string>> = {
    'snapshots-full': `there are ${snapshots}: delete one first, or raise the limit snapshots`,
    'snapshot-too-large': `all of them together may have ${snapshotBytes} bytes: delete one, reset what is not needed, or raise the limit snapshotBytes`,
  };
  const saved: Result<SnapshotSummary, SnapshotProblem> = core.snapshots.save(name);
  return 'problem' in saved
    ? errorAnswer(saved.problem, hints[saved.problem])
    : { ...ok({ snapshot: saved.value }), status: 201 };
}

/** The document itself, for a file that `emulate --snapshot` reads. */
export function downloadSnapshot({ snapshots }: Core, name: string): Answer {
  const found = snapshots.get(name);
  if (found === undefined) return snapshotUnknown();
  return { ...ok(`${found.json}\n`), headers: { 'content-type': 'application/json; charset=utf-8' } };
}

export function removeSnapshot({ snapshots }: Core, name: string): Answer {
  const removed = snapshots.remove(name);
  return removed === undefined ? snapshotUnknown() : ok({ snapshot: removed });
}

/** The answer shows what could not be restored whole, and the keys of connectors that were removed meanwhile. */
export function restoreSnapshot({ id, core, options }: World, name: string): Answer {
  const found = core.snapshots.get(name);
  if (found === undefined) return snapshotUnknown();
  const read = readSnapshot(JSON.parse(found.json));
  const restored =
    'problem' in read ? read : core.restore(read.value, () => worldKey('ck', id, options.ambient.ids()));
  if ('problem' in restored) return errorAnswer('snapshot-refused', restored.problem);
  const { mode, now } = core.clock.save();
  const clock = { mode, now: new Date(now).toISOString() };
  return ok({ snapshot: found.summary, clock, ...restored.value });
}

function ok(body: unknown): Answer {
  return { status: 200, body, rules: [] };
}
