/** Audiences and computed traits of a world. */
import { ask, type JsonValue, pathPart, type Reach } from './requests/index.ts';

/** An audience as a test creates it: with members, or with a rule. */
export interface NewAudience {
  readonly name: string;
  /** The name of the property that its calls set. Default: derived from the name. */
  readonly key?: string;
  /** Who is in it: userIds, or members in detail. */
  readonly members?: readonly AudienceMember[];
  /** Who is in it, as a rule; see `audience-rule.schema.json`. */
  readonly rule?: JsonValue;
  /** Whether its members are users or accounts. Default: `user`. */
  readonly level?: 'user' | 'account';
  /** For accounts: which calls are sent. Default: `['group']`. */
  readonly as?: readonly ('group' | 'identify')[];
}

/** A computed trait as a test creates it. */
export interface NewComputedTrait {
  readonly name: string;
  /** The name of the property that its calls set. Default: derived from the name. */
  readonly key?: string;
  readonly formula: TraitComputation;
}

/** How the value of a computed trait is computed. */
export interface TraitComputation {
  readonly compute: 'count' | 'sum' | 'most-recent' | 'first' | 'unique-list';
  readonly event: string;
  readonly property?: string;
  /** Only events of the last days. Default: all. */
  readonly withinDays?: number;
}

/** A userId, a user by its IDs and addresses, or an account. */
export type AudienceMember =
  | string
  | {
      readonly userId?: string;
      readonly anonymousId?: string;
      readonly email?: string;
      readonly emails?: readonly string[];
    }
  | { readonly groupId: string; readonly userIds?: readonly string[] };

/** An audience or a computed trait, and how far its syncs are. */
export interface EngageView {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  /** How many members an audience has. */
  readonly members?: number;
  /** How many values a computed trait has. */
  readonly values?: number;
  readonly createdAt: string;
  readonly nextSyncAt: string;
  /** How many syncs there were. */
  readonly syncs: number;
  /** The latest sync: `under-way` or `ended`, and its counts. */
  readonly latestSync?: KeptSync;
  /** The latest fifty syncs, the oldest first. */
  readonly keptSyncs?: readonly KeptSync[];
}

/** A sync and its counts. */
export interface KeptSync {
  readonly state: 'under-way' | 'ended';
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly [count: string]: unknown;
}

/** Members of a list that were not used, by their place in it. */
interface SkippedMembers {
  readonly skipped?: readonly { readonly index: number; readonly reason: string }[];
}

/** What was created, with what deserves attention. */
export interface CreatedComputed extends EngageView, SkippedMembers {
  /** Sentences about names in a rule or formula that no call has had yet. */
  readonly notes?: readonly string[];
}

/** What moving members did. */
export interface MovedMembers extends EngageView, SkippedMembers {
  readonly entered?: number;
  readonly left?: number;
}

/** What the next sync would send. */
export interface SyncPreview {
  /** How many members or values wait. */
  readonly waiting: number;
  /** The first of them. */
  readonly preview: readonly JsonValue[];
}

/** What audiences and computed traits have in common. A key or an id names one. */
interface WorldComputed<New> {
  create(definition: New): Promise<CreatedComputed>;
  get(key: string): Promise<EngageView>;
  list(): Promise<readonly EngageView[]>;
  /** Begins a sync at once; `world.expect` waits for its calls. */
  sync(key: string): Promise<EngageView>;
  preview(key: string, options?: { readonly limit?: number }): Promise<SyncPreview>;
  /** Removes it, without a call. */
  remove(key: string): Promise<void>;
}

/** The audiences of a world. */
export interface WorldAudiences extends WorldComputed<NewAudience> {
  /** Adds members; the next sync sends their calls. */
  enter(key: string, members: readonly AudienceMember[]): Promise<MovedMembers>;
  /** Removes members; the next sync sends their calls. */
  leave(key: string, members: readonly AudienceMember[]): Promise<MovedMembers>;
}

/** The computed traits of a world. */
export interface WorldComputedTraits extends WorldComputed<NewComputedTrait> {}

export function audiencesOf(reach: Reach): WorldAudiences {
  const common = computedOf(reach, '/audiences', 'audience', 'audiences');
  const move = (direction: 'enter' | 'leave') => (key: string, members: readonly AudienceMember[]) =>
    ask<MovedMembers>(reach, 'POST', pathOf('/audiences', key, `/${direction}`), {
      body: { members: members.map(asMember) },
    });
  return {
    ...common,
    create: ({ members, ...definition }) => common.create({ ...definition, members: members?.map(asMember) }),
    enter: move('enter'),
    leave: move('leave'),
  };
}

export function computedTraitsOf(reach: Reach): WorldComputedTraits {
  return computedOf(reach, '/computed-traits', 'computedTrait', 'computedTraits');
}

function computedOf(reach: Reach, path: string, one: string, many: string): WorldComputed<object> {
  return {
    async create(definition) {
      const answer = await ask<Readonly<Record<string, unknown>>>(reach, 'POST', path, { body: definition });
      const { [one]: created, ...rest } = answer;
      return { ...(created as EngageView), ...(rest as Omit<CreatedComputed, keyof EngageView>) };
    },
    get: (key) => ask<EngageView>(reach, 'GET', pathOf(path, key)),
    list: async () =>
      (await ask<Readonly<Record<string, readonly EngageView[]>>>(reach, 'GET', path))[many] ?? [],
    sync: (key) => ask<EngageView>(reach, 'POST', pathOf(path, key, '/sync')),
    preview: (key, query = {}) =>
      ask<SyncPreview>(reach, 'GET', pathOf(path, key, '/preview'), { query: { ...query } }),
    async remove(key) {
      await ask(reach, 'DELETE', pathOf(path, key));
    },
  };
}

function asMember(member: AudienceMember): Exclude<AudienceMember, string> {
  return typeof member === 'string' ? { userId: member } : member;
}

function pathOf(path: string, key: string, rest = ''): string {
  return `${path}/${pathPart(key)}${rest}`;
}
