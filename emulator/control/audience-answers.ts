/** Shows audiences and computed traits, creates and removes them, moves their members and syncs them. */

import { type Answer, errorAnswer } from '../answers/index.ts';
import type {
  AccountMember,
  AudienceDefinition,
  Engage,
  TraitDefinition,
  UserMember,
} from '../engage/index.ts';
import { type Computed, isAudience, listMembers, type MemberList } from '../engage/index.ts';
import { type AudienceBody, readAudience, readTrait, type TraitBody } from './read-definition.ts';
import { withBody } from './with-body.ts';

/** How many entries of a preview are shown: at most, and by default. */
const PREVIEW = { most: 1_000, usual: 20 };

export function listComputed(engage: Engage, kind: Computed['definition']['kind']): Answer {
  const views = engage.list().filter(({ definition }) => definition.kind === kind);
  return ok({ [kind === 'audience' ? 'audiences' : 'computedTraits']: views.map(view) });
}

/** `{"name", "key"?, "members"? or "rule"?, "level"?, "as"?}` */
export function addAudience(engage: Engage, body: unknown): Answer {
  return withBody<AudienceBody>('audience-definition', body, 'definition-refused', (valid) => {
    const read = readAudience(valid);
    if ('problem' in read) return errorAnswer('definition-refused', read.problem);
    return create(engage, read.value, listMembers(valid.members ?? []));
  });
}

/** `{"name", "key"?, "formula"}` */
export function addTrait(engage: Engage, body: unknown): Answer {
  return withBody<TraitBody>('computed-trait-definition', body, 'definition-refused', (valid) => {
    const read = readTrait(valid);
    if ('problem' in read) return errorAnswer('definition-refused', read.problem);
    return create(engage, read.value, undefined);
  });
}

function create(
  engage: Engage,
  definition: AudienceDefinition | TraitDefinition,
  list: MemberList | undefined,
): Answer {
  const created = engage.create(definition, list?.members ?? []);
  if ('problems' in created) return errorAnswer('definition-refused', created.problems.join('; '));
  const name = definition.kind === 'audience' ? 'audience' : 'computedTrait';
  const body = { [name]: view(created.value), skipped: list?.skipped, notes: engage.unseen(definition) };
  return { ...ok(body), status: 201 };
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

/** `{"members": [{"userId": "ada"}]}`; if one of them is not valid, none is moved. */
export function moveMembers(engage: Engage, id: string, body: unknown, direction: 'enter' | 'leave'): Answer {
  return withComputed(engage, id, (computed) => {
    const schema =
      isAudience(computed) && computed.definition.level === 'account' ? 'account-members' : 'user-members';
    return withBody<MembersBody>(schema, body, 'definition-refused', (valid) => {
      const { members, skipped } = listMembers(valid.members);
      const moved = engage.move(computed, members, direction);
      if ('problem' in moved) return errorAnswer('definition-refused', moved.problem);
      const count = direction === 'enter' ? 'entered' : 'left';
      return ok({ [count]: moved.value, skipped, ...view(computed) });
    });
  });
}

interface MembersBody {
  readonly members: readonly UserMember[] | readonly AccountMember[];
}

/** Begins a sync at once; its progress is shown with the audience. */
export function syncNow(engage: Engage, id: string): Answer {
  return withComputed(engage, id, (computed) => {
    const begun = engage.sync(computed);
    return 'problem' in begun
      ? errorAnswer('sync-under-way', begun.problem)
      : { ...ok(view(computed)), status: 202 };
  });
}

export function previewSync(engage: Engage, id: string, query: URLSearchParams): Answer {
  const limit = Number(query.get('limit') ?? PREVIEW.usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > PREVIEW.most) {
    return errorAnswer('control-invalid', `limit must be a whole number from 1 to ${PREVIEW.most}`);
  }
  return withComputed(engage, id, (computed) => {
    const entries = engage.preview(computed, limit);
    return ok({ waiting: computed.ledger.waiting(), preview: entries });
  });
}

/** Engage's source and destination instance, its times, and how much it knows of profiles. */
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
  return errorAnswer('computation-unknown', 'GET audiences and GET computed-traits list all of them');
}

function view(computed: Computed): object {
  const { definition, computation, createdAt, nextSyncAt, latest, kept, ledger, syncs } = computed;
  return {
    id: computation.id,
    ...definition,
    [isAudience(computed) ? 'members' : 'values']: ledger.size,
    createdAt: isoTime(createdAt),
    nextSyncAt: isoTime(nextSyncAt),
    syncs,
    latestSync: latest && viewSync(latest),
    keptSyncs: kept.map(viewSync),
  };
}

function viewSync({ kind, progress, startedAt, endedAt }: NonNullable<Computed['latest']>): object {
  return {
    kind,
    state: endedAt === undefined ? 'under-way' : 'ended',
    startedAt: isoTime(startedAt),
    endedAt: endedAt === undefined ? undefined : isoTime(endedAt),
    ...progress,
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}

function ok(body: object): Answer {
  return { status: 200, body, rules: [] };
}
