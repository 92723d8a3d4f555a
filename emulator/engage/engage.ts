/** Engage: audiences and computed traits over what the ingress received, synced to a destination of its own. */
import type { Ambient } from '../ambient.ts';
import type { EmulatorClock } from '../clock/index.ts';
import type { ResolvedEngage } from '../options/index.ts';
import type { Instances, Source } from '../segment/index.ts';
import type { AudienceDefinition, Member, TraitDefinition } from './definition/index.ts';
import { definitionProblem, unseenNames } from './definition/index.ts';
import { createProfiles, type ProfileCounts } from './profiles/index.ts';
import type { Computed, Outlet } from './sync/index.ts';
import {
  createCallMaker,
  createFollower,
  createIdentities,
  createMemberSet,
  createScheduler,
  createTraitValues,
  type Follower,
  isAudience,
  type PreviewEntry,
  preview,
} from './sync/index.ts';

export interface Engage {
  readonly source: Source;
  readonly instances: Instances;
  readonly options: ResolvedEngage;
  /** Takes in a call that passed the ingress. */
  observe(call: Readonly<Record<string, unknown>>, size: number): void;
  /** @returns what was made, or a sentence that says why nothing was */
  create(definition: AudienceDefinition | TraitDefinition, members: readonly Member[]): Computed | string;
  /** What it asks about and no call has had yet, a sentence each. */
  unseen(definition: AudienceDefinition | TraitDefinition): readonly string[];
  /** By id or by key. */
  find(idOrKey: string): Computed | undefined;
  list(): readonly Computed[];
  remove(computed: Computed): void;
  /** @returns how many were not inside before; or how many were, of leaving */
  move(computed: Computed, members: readonly Member[], direction: 'enter' | 'leave'): number | string;
  /** Begins a sync at once. @returns a sentence where one is under way */
  sync(computed: Computed): string | undefined;
  /** What the next sync would send, and in how many calls. */
  preview(computed: Computed, limit: number): readonly PreviewEntry[];
  profiles(): ProfileCounts;
  /** Begins nothing more. */
  stop(): void;
  /** Forgets everything; the timers go with the clock's. */
  reset(): void;
}

export interface EngageSetting {
  readonly options: ResolvedEngage;
  readonly clock: EmulatorClock;
  readonly ids: Ambient['ids'];
  readonly source: Source;
  readonly instances: Instances;
  readonly outlet: Outlet;
}

/** Addresses that a profile collects out of its identifies; further ones are no identifiers. */
const EMAILS_KEPT = 20;

export function createEngage({ options, clock, ids, source, instances, outlet }: EngageSetting): Engage {
  const profiles = createProfiles(options.profileBytes);
  const identities = createIdentities(profiles);
  const maker = createCallMaker({ identities, ids, clock, spaceSeed: source.projectId });
  const byKey = new Map<string, Computed>();
  const followers = new WeakMap<Computed, Follower>();
  const refresh = (computed: Computed) => followers.get(computed)?.refresh(clock.now());
  const scheduler = createScheduler({
    options,
    clock,
    isKept: (computed) => byKey.get(computed.definition.key) === computed,
    refresh,
    send: (computed, change, onEnd) => maker.send(computed, change, outlet, onEnd),
  });

  const learn = (id: string, emails: readonly string[]) => {
    if (!identities.addEmails(id, emails)) return;
    for (const { ledger } of byKey.values()) ledger.repeat(id);
  };

  const move: Engage['move'] = (computed, members, direction) => {
    if (!isAudience(computed)) return 'a computed trait has no members: its formula makes its values';
    if (computed.definition.rule !== undefined) {
      return members.length === 0 ? 0 : 'this audience has a rule, which alone says who is in';
    }
    let moved = 0;
    for (const { id, emails, users } of members) {
      if (emails.length > 0) learn(id, emails);
      if (users.length > 0) identities.addUsers(id, users);
      if (computed.ledger[direction](id)) moved += 1;
    }
    return moved;
  };

  return {
    source,
    instances,
    options,
    observe(call, size) {
      const profile = profiles.note(call, size);
      const email = call.type === 'identify' ? profile?.traits.email : undefined;
      if (profile === undefined || typeof email !== 'string' || email === '') return;
      if (identities.emails(profile.id).length < EMAILS_KEPT) learn(profile.id, [email]);
    },
    create(definition, members) {
      const problem = definitionProblem(definition, byKey, profiles);
      if (problem !== undefined) return problem;
      const now = clock.now();
      const course = {
        computation: maker.computation(definition),
        createdAt: now,
        nextSyncAt: now + options.firstSync,
        sync: undefined,
        latest: undefined,
        syncs: 0,
      };
      const computed: Computed =
        definition.kind === 'audience'
          ? { definition, ledger: createMemberSet(), ...course }
          : { definition, ledger: createTraitValues(), ...course };
      byKey.set(definition.key, computed);
      move(computed, members, 'enter');
      followers.set(computed, createFollower(computed, profiles));
      refresh(computed);
      scheduler.schedule(computed);
      return computed;
    },
    unseen: (definition) => unseenNames(definition, profiles),
    find(idOrKey) {
      const found =
        byKey.get(idOrKey) ?? [...byKey.values()].find(({ computation }) => computation.id === idOrKey);
      if (found !== undefined) refresh(found);
      return found;
    },
    list() {
      for (const computed of byKey.values()) refresh(computed);
      return [...byKey.values()];
    },
    remove(computed) {
      computed.sync?.stop();
      byKey.delete(computed.definition.key);
    },
    move,
    sync: (computed) => scheduler.begin(computed),
    preview(computed, limit) {
      refresh(computed);
      return preview(computed, identities, limit);
    },
    profiles: profiles.counts,
    stop: scheduler.stop,
    reset() {
      for (const { sync } of byKey.values()) sync?.stop();
      byKey.clear();
      profiles.clear();
      identities.clear();
    },
  };
}
