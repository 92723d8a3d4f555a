/** Audiences and computed traits as the control plane shows and moves them. */

import { isObject } from '../../schemas/index.ts';
import type { Answer } from '../answers/index.ts';
import { errorAnswer } from '../answers/index.ts';
import type { Engage } from '../engage/index.ts';
import { type Computed, isAudience, readMembers } from '../engage/index.ts';
import { readAudience, readTrait } from './read-definition.ts';

/** Entries of a preview at most, and unless asked for. */
const PREVIEW = { most: 1_000, usual: 20 };

export function listComputed(engage: Engage, kind: Computed['definition']['kind']): Answer {
  const views = engage.list().filter(({ definition }) => definition.kind === kind);
  return ok({ [kind === 'audience' ? 'audiences' : 'computedTraits']: views.map(view) });
}

/** `{"name", "key"?, "members"? or "rule"?, "level"?, "as"?}` */
export function addAudience(engage: Engage, body: unknown): Answer {
  const read = readAudience(body);
  if (typeof read === 'string') return errorAnswer('definition-refused', read);
  const { definition, members, skipped } = read;
  const made = engage.create(definition, members);
  return typeof made === 'string'
    ? errorAnswer('definition-refused', made)
    : { ...ok({ audience: view(made), skipped, notes: engage.unseen(definition) }), status: 201 };
}

/** `{"name", "key"?, "formula"}` */
export function addTrait(engage: Engage, body: unknown): Answer {
  const definition = readTrait(body);
  if (typeof definition === 'string') return errorAnswer('definition-refused', definition);
  const made = engage.create(definition, []);
  return typeof made === 'string'
    ? errorAnswer('definition-refused', made)
    : { ...ok({ computedTrait: view(made), notes: engage.unseen(definition) }), status: 201 };
}

export function showComputed(engage: Engage, id: string): Answer {
  return withComputed(engage, id, (computed) => ok(view(computed)));
}

export function removeComputed(engage: Engage, id: string): Answer {
  return withComputed(engage, id, (computed) => {
    engage.remove(computed);
    return ok({ removed: computed.definition.key });
  });
}

/** `{"members": [{"userId": "ada"}]}`; one that cannot be read refuses them all. */
export function moveMembers(engage: Engage, id: string, body: unknown, direction: 'enter' | 'leave'): Answer {
  return withComputed(engage, id, (computed) => {
    const level = isAudience(computed) ? computed.definition.level : 'user';
    const read = readMembers(isObject(body) ? body.members : undefined, level);
    if (typeof read === 'string') return errorAnswer('definition-refused', read);
    const moved = engage.move(computed, read.members, direction);
    if (typeof moved === 'string') return errorAnswer('definition-refused', moved);
    return ok({
      [direction === 'enter' ? 'entered' : 'left']: moved,
      skipped: read.skipped,
      ...view(computed),
    });
  });
}

/** Begins a sync at once; its progress is shown with the audience. */
export function syncNow(engage: Engage, id: string): Answer {
  return withComputed(engage, id, (computed) => {
    const problem = engage.sync(computed);
    return problem === undefined
      ? { ...ok(view(computed)), status: 202 }
      : errorAnswer('sync-under-way', problem);
  });
}

export function previewSync(engage: Engage, id: string, query: URLSearchParams): Answer {
  const limit = Number(query.get('limit') ?? PREVIEW.usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > PREVIEW.most) {
    return errorAnswer('control-invalid', `limit is a whole number from 1 to ${PREVIEW.most}`);
  }
  return withComputed(engage, id, (computed) => {
    const entries = engage.preview(computed, limit);
    return ok({ waiting: computed.ledger.waiting(), preview: entries });
  });
}

/** Engage's source and destination instance, its times, and what it knows. */
export function showEngage(engage: Engage): Answer {
  const [instance] = engage.instances.list();
  const { firstSync, syncEvery, accountSyncEvery, window } = engage.options;
  return ok({
    source: { projectId: engage.source.projectId },
    instance: { id: instance?.id, name: instance?.name, enabled: instance?.enabled },
    times: { firstSync, syncEvery, accountSyncEvery },
    window,
    profiles: engage.profiles(),
  });
}

function withComputed(engage: Engage, id: string, answer: (computed: Computed) => Answer): Answer {
  const computed = engage.find(id);
  if (computed !== undefined) return answer(computed);
  return errorAnswer('computation-unknown', 'GET audiences and GET computed-traits list what there is');
}

function view(computed: Computed): object {
  const { definition, computation, createdAt, nextSyncAt, latest, ledger, syncs } = computed;
  return {
    id: computation.id,
    ...definition,
    [isAudience(computed) ? 'members' : 'values']: ledger.size,
    createdAt: isoTime(createdAt),
    nextSyncAt: isoTime(nextSyncAt),
    syncs,
    ...(latest === undefined ? {} : { latestSync: viewSync(latest) }),
  };
}

function viewSync({ kind, progress, startedAt, endedAt }: NonNullable<Computed['latest']>): object {
  return {
    kind,
    state: endedAt === undefined ? 'under-way' : 'ended',
    startedAt: isoTime(startedAt),
    ...(endedAt === undefined ? {} : { endedAt: isoTime(endedAt) }),
    ...progress,
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}

function ok(body: object): Answer {
  return { status: 200, body, rules: [] };
}
