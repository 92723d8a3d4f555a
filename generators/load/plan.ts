/** A load plan: which calls a population makes, computed call by call, so that no process needs to know the others. */
import type { LoadPlan, ShardState } from '../../schemas/index.ts';
import { mixedBits } from './mixed-bits.ts';

/** One of several shards of a load, which have no user in common. */
export type LoadShard = ShardState['shard'];

/** A call of a plan: the user whom it is about, and how many calls of that user come before it. */
export interface PlannedCall {
  readonly user: number;
  readonly index: number;
}

/** Calls by how they are made; `audience` is the first sync of one, an identify call of Engage with a flag that is true. */
export type LoadKind = keyof LoadPlan['mix'];

/** What a User is promised to hold ends there (AST-IDENT-014): 200 properties. */
export const MOST_CALLS_OF_USER = 150;
/** The Records API answers with 1 MB at most, and an Account lists its Users. */
export const MOST_USERS_OF_ACCOUNT = 1000;
export const LOAD_KINDS: readonly LoadKind[] = ['identify', 'group', 'track', 'audience'];

/** How many calls a user makes. */
export function callsOfUser({ users, calls }: LoadPlan, user: number): number {
  return Math.floor(calls / users) + (user < calls % users ? 1 : 0);
}

/** How many users a shard has. */
export function usersOfShard({ users }: LoadPlan, { number, of }: LoadShard): number {
  return Math.max(0, Math.ceil((users - (number - 1)) / of));
}

/** The user of a shard that has `before` users of the shard before it. */
export function userOfShard({ number, of }: LoadShard, before: number): number {
  return number - 1 + before * of;
}

/** Which of several shards makes the calls of a user, from 1. */
export function shardOfUser(user: number, of: number): number {
  return (user % of) + 1;
}

/** How many calls a shard makes. */
export function callsOfShard(plan: LoadPlan, shard: LoadShard): number {
  return roundsOf(plan) * usersOfShard(plan, shard) + usersWithOneMore(plan, shard);
}

/**
 * The call of a shard at a place in its order, from 0. All users make a call, then all make another, so that calls about one
 * user are far from each other.
 */
export function callAt(plan: LoadPlan, shard: LoadShard, place: number): PlannedCall {
  const users = usersOfShard(plan, shard);
  const user = userOfShard(shard, place % users);
  return { user, index: indexInRound(plan, user, Math.floor(place / users)) };
}

/** The place of a call in the order of its shard: the inverse of {@link callAt}. */
export function placeOf(plan: LoadPlan, shard: LoadShard, planned: PlannedCall): number {
  return roundOf(plan, planned) * usersOfShard(plan, shard) + Math.floor(planned.user / shard.of);
}

/** Which of their calls a user makes in a round: the next in time, or in a replay any other. */
export function indexInRound(plan: LoadPlan, user: number, round: number): number {
  if (plan.replay !== true) return round;
  const { calls, step, first } = orderOf(plan, user);
  return (first + round * step) % calls;
}

/** The inverse of {@link indexInRound}. */
function roundOf(plan: LoadPlan, { user, index }: PlannedCall): number {
  if (plan.replay !== true) return index;
  const { calls, step, first } = orderOf(plan, user);
  let round = 0;
  for (let at = first; at !== index; at = (at + step) % calls) round += 1;
  return round;
}

/** The order of a user's calls in a replay: steps that have no divisor in common with their number reach each once. */
function orderOf(plan: LoadPlan, user: number) {
  const calls = callsOfUser(plan, user);
  const first = mixedBits(plan.seed, user, 0, 7) % calls;
  let step = 1 + (mixedBits(plan.seed, user, 1, 7) % calls);
  while (divisorOf(step, calls) > 1) step += 1;
  return { calls, step, first };
}

/** The greatest divisor that two numbers have in common. */
function divisorOf(one: number, other: number): number {
  return other === 0 ? one : divisorOf(other, one % other);
}

/** What a call is: the first of each user identifies, the others are mixed. */
export function kindOf({ seed, mix }: LoadPlan, { user, index }: PlannedCall): LoadKind {
  if (index === 0) return 'identify';
  const sum = LOAD_KINDS.reduce((total, kind) => total + mix[kind], 0);
  let left = mixedBits(seed, user, index, 1) % sum;
  for (const kind of LOAD_KINDS) {
    left -= mix[kind];
    if (left < 0) return kind;
  }
  return 'identify';
}

/** The Account of a group call: mostly the user's own, sometimes the next one. */
export function accountOf({ seed, accounts }: LoadPlan, { user, index }: PlannedCall): number {
  const isOther = mixedBits(seed, user, index, 2) % 4 === 0;
  return (user + (isOther ? 1 : 0)) % accounts;
}

/** The users whose group calls may name an Account, each once. */
export function* usersOfAccount({ users, accounts }: LoadPlan, account: number): Generator<number> {
  const before = (account + accounts - 1) % accounts;
  for (const first of new Set([account, before])) {
    for (let user = first; user < users; user += accounts) yield user;
  }
}

/** When a call happened, in milliseconds since 1970. */
export function timeOf({ users, calls, endsAt }: LoadPlan, { user, index }: PlannedCall): number {
  return Date.parse(endsAt) - (calls - 1 - (index * users + user));
}

/** How many calls each user makes at least. */
function roundsOf({ users, calls }: LoadPlan): number {
  return Math.floor(calls / users);
}

/** How many users of the shard make one more. */
function usersWithOneMore({ users, calls }: LoadPlan, { number, of }: LoadShard): number {
  return Math.max(0, Math.ceil(((calls % users) - (number - 1)) / of));
}
