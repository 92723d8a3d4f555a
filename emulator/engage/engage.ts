/** Engage: audiences and computed traits from what the ingress received, synced to a destination of its own. */
import type { Checked, Result } from '../../schemas/index.ts';
import type { Ambient } from '../ambient.ts';
import type { EmulatorClock } from '../clock/index.ts';
import type { ResolvedEngage } from '../options/index.ts';
import type { Instances, OnEnd } from '../segment/index.ts';
import type { AudienceDefinition, Member, TraitDefinition } from './definition/index.ts';
import { definitionProblems, unseenNames } from './definition/index.ts';
import { createProfiles, type ProfileCounts } from './profiles/index.ts';
import { isSavedAudience, type SavedEngage } from './saved-engage.ts';
import type {
  Computed,
  EngageSource,
  MemberSet,
  SavedMembers,
  SavedValues,
  SyncRecord,
  TraitValues,
} from './sync/index.ts';
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
  readonly source: EngageSource;
  readonly instances: Instances;
  readonly options: ResolvedEngage;
  /** Applies a call that passed the ingress. */
  observe(call: Readonly<Record<string, unknown>>, size: number): void;
  /** Creates an audience or a computed trait, unless its key cannot be used or there are too many. */
  create(definition: AudienceDefinition | TraitDefinition, members: readonly Member[]): Checked<Computed>;
  /** A sentence for each name that it uses and no call has had yet. */
  unseen(definition: AudienceDefinition | TraitDefinition): readonly string[];
  /** By id or by key. */
  find(idOrKey: string): Computed | undefined;
  list(): readonly Computed[];
  remove(computed: Computed): void;
  /** @returns how many entered that were not members, or how many left that were; or why members cannot be set */
  move(computed: Computed, members: readonly Member[], direction: 'enter' | 'leave'): Result<number>;
  /** Begins a sync at once. @returns its record, or a problem if one is under way */
  sync(computed: Computed): Result<SyncRecord>;
  /** What the next sync would send, and in how many calls. */
  preview(computed: Computed, limit: number): readonly PreviewEntry[];
  profiles(): ProfileCounts;
  /** Begins no more syncs. */
  stop(): void;
  save(): SavedEngage;
  /**
   * Continues from what was saved, after a reset. The calls of its syncs are deliveries, which tell `onEndOf`; the next
   * syncs are scheduled later, with `schedule`.
   */
  load(saved: SavedEngage): void;
  /** Sets the timer of the next sync of a loaded audience or computed trait. */
  schedule(key: string): void;
  /** Who is told of the end of a call of a loaded sync. */
  onEndOf(messageId: string): OnEnd | undefined;
  /** Forgets everything; resetting the clock removes the timers. */
  reset(): void;
}

export interface EngageParts {
  readonly options: ResolvedEngage;
  readonly clock: EmulatorClock;
  readonly ids: Ambient['ids'];
  readonly stopwatch: Ambient['stopwatch'];
  readonly source: EngageSource;
  readonly instances: Instances;
}

/** How many addresses a profile collects from its identify calls; further ones are ignored. */
const MAX_EMAILS = 20;

export function createEngage(parts: EngageParts): Engage {
  const { options, clock, ids, stopwatch, source, instances } = parts;
  const profiles = createProfiles(options.profileBytes);
  const identities = createIdentities(profiles);
  const maker = createCallMaker({ source, identities, ids, clock });
  const byKey = new Map<string, Computed>();
  const followers = new WeakMap<Computed, Follower>();
  const refresh = (computed: Computed) => followers.get(computed)?.refresh(clock.now());
  const scheduler = createScheduler({
    options,
    clock,
    exists: (computed) => byKey.get(computed.definition.key) === computed,
    refresh,
    refreshSteps: (computed) => followers.get(computed)?.steps(clock.now()) ?? [].values(),
    stopwatch,
    send: maker.send,
  });

  const learn = (id: string, emails: readonly string[]) => {
    if (!identities.addEmails(id, emails)) return;
    for (const { ledger } of byKey.values()) ledger.repeat(id);
  };

  const move: Engage['move'] = (computed, members, direction) => {
    if (!isAudience(computed)) {
      return { problem: 'a computed trait has no members: its formula computes its values' };
    }
    if (computed.definition.rule !== undefined) {
      return members.length === 0
        ? { value: 0 }
        : { problem: 'this audience has a rule, and the rule alone says who is in' };
    }
    let moved = 0;
    for (const { id, emails, users } of members) {
      if (emails.length > 0) learn(id, emails);
      if (users.length > 0) identities.addUsers(id, users);
      if (computed.ledger[direction](id)) moved += 1;
    }
    return { value: moved };
  };

  return {
    source,
    instances,
    options,
    observe(call, size) {
      const profile = profiles.note(call, size);
      const email = call.type === 'identify' ? profile?.traits.email : undefined;
      if (profile === undefined || typeof email !== 'string' || email === '') return;
      if (identities.emails(profile.id).length < MAX_EMAILS) learn(profile.id, [email]);
    },
    create(definition, members) {
      const problems = definitionProblems(definition, byKey, profiles);
      if (problems.length > 0) return { problems };
      const now = clock.now();
      const state = {
        computation: maker.computation(definition),
        createdAt: now,
        nextSyncAt: now + options.firstSync,
        turn: 0,
        sync: undefined,
        latest: undefined,
        kept: [],
        syncs: 0,
      };
      const computed: Computed =
        definition.kind === 'audience'
          ? { definition, ledger: createMemberSet(), ...state }
          : { definition, ledger: createTraitValues(), ...state };
      byKey.set(definition.key, computed);
      move(computed, members, 'enter');
      followers.set(computed, createFollower(computed, profiles));
      refresh(computed);
      scheduler.schedule(computed);
      return { value: computed };
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
    save: () => ({
      profiles: profiles.save(),
      identities: identities.save(),
      computed: [...byKey.values()].map((computed) => {
        // First, because it may have more to look at.
        const sync = scheduler.stateOf(computed);
        const { createdAt, nextSyncAt, turn, syncs, latest } = computed;
        const state = {
          createdAt,
          nextSyncAt,
          turn,
          syncs,
          latest,
          sync,
          follower: followers.get(computed)?.save(),
          underWay: maker.save(computed),
        };
        return isAudience(computed)
          ? { definition: computed.definition, ledger: computed.ledger.save(), ...state }
          : { definition: computed.definition, ledger: computed.ledger.save(), ...state };
      }),
    }),
    load(saved) {
      profiles.load(saved.profiles);
      identities.load(saved.identities);
      for (const one of saved.computed) {
        const { createdAt, nextSyncAt, turn, syncs, latest } = one;
        const computation = maker.computation(one.definition);
        const kept = latest === undefined ? [] : [latest];
        const state = { computation, createdAt, nextSyncAt, turn, syncs, latest, kept, sync: undefined };
        const computed: Computed = isSavedAudience(one)
          ? { definition: one.definition, ledger: loadedMembers(one.ledger), ...state }
          : { definition: one.definition, ledger: loadedValues(one.ledger), ...state };
        const follower = createFollower(computed, profiles);
        if (one.follower !== undefined) follower.load(one.follower);
        byKey.set(one.definition.key, computed);
        followers.set(computed, follower);
        for (const change of one.underWay) {
          maker.load(computed, change, (outcome) => computed.sync?.settle(change, outcome));
        }
        scheduler.resume(computed, one.sync, one.underWay.length);
      }
    },
    schedule(key) {
      const computed = byKey.get(key);
      if (computed !== undefined) scheduler.schedule(computed);
    },
    onEndOf(messageId) {
      const end = maker.onEndOf(messageId);
      return end && ((state) => end(state === 'delivered'));
    },
    stop: scheduler.stop,
    reset() {
      for (const { sync } of byKey.values()) sync?.stop();
      byKey.clear();
      profiles.clear();
      identities.clear();
      maker.clear();
    },
  };
}

function loadedMembers(saved: SavedMembers): MemberSet {
  const members = createMemberSet();
  members.load(saved);
  return members;
}

function loadedValues(saved: SavedValues): TraitValues {
  const values = createTraitValues();
  values.load(saved);
  return values;
}
