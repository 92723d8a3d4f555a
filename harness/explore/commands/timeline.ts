/** The calls of a sequence in their order, with how each was delivered. */
import { type Members, numberedProperties } from '../../../calls/index.ts';
import { areLookalikes } from './cast.ts';
import { type Command, repeatedBy, type Single, singlesOf } from './commands.ts';

/** One call, or several deliveries of it. */
export interface Step {
  readonly single: Single;
  /** `again`: another delivery of an earlier call; `at-once`: beside other calls, or delivered twice at once. */
  readonly how: 'alone' | 'again' | 'at-once';
}

export function timelineOf(commands: readonly Command[]): readonly Step[] {
  return commands.flatMap((command, index): Step[] => {
    const repeated = repeatedBy(commands, index);
    if (repeated !== undefined) return [{ single: repeated, how: 'again' }];
    const isAtOnce = ['burst', 'together', 'twice'].includes(command.kind);
    return singlesOf(command).map((single) => ({ single, how: isAtOnce ? 'at-once' : 'alone' }));
  });
}

/** Whether the call creates or updates the User. */
export function updatesUser({ single }: Step, user: string): boolean {
  return ['identify', 'audience', 'computed'].includes(single.kind) && isOf(single, user);
}

/** Whether the call creates or updates the Account. */
export function updatesAccount({ single }: Step, account: string): boolean {
  return 'account' in single && single.account === account;
}

/** Whether the call is about the user, whatever it does. */
export function isOf(single: Single, user: string): boolean {
  return 'user' in single && single.user === user;
}

/** What a call says about a property; undefined if it does not name it. */
export function valueIn(single: Single, name: string): unknown {
  if (single.kind === 'identify' && name === 'email') return single.email;
  const members: Members = membersOf(single);
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** What a call says, by name. */
export function membersOf(single: Single): Members {
  if ('traits' in single) return single.traits;
  if ('properties' in single) return single.properties;
  return 'value' in single ? { [single.key]: single.value } : { [single.key]: single.member };
}

/** The clause for users that are taken for one another: an ID that looks like this one, or the same address. */
export function mixedUp(user: string, steps: readonly Step[]): 'AST-IDENT-009' | 'AST-IDENT-010' | undefined {
  const addresses = (alias: string) =>
    steps.flatMap(({ single }) =>
      single.kind === 'identify' && single.user === alias ? (single.email ?? []) : [],
    );
  const users = steps.flatMap(({ single }) => ('user' in single ? [single.user] : []));
  const others = [...new Set(users)].filter((alias) => alias !== user);
  if (others.some((other) => areLookalikes(other, user))) return 'AST-IDENT-009';
  const own = new Set(addresses(user));
  return others.some((other) => addresses(other).some((address) => own.has(address)))
    ? 'AST-IDENT-010'
    : undefined;
}

/** Whether another Account of the sequence has an ID that looks like this one. */
export function hasLookalike(account: string, steps: readonly Step[]): boolean {
  return steps.some(({ single }) => 'account' in single && areLookalikes(single.account, account));
}

/** How many different properties the calls give the User. */
export function propertiesIn(steps: readonly Step[]): number {
  return new Set(steps.flatMap(({ single }) => Object.keys(membersOf(single)))).size;
}

/** Whether both are the same JSON. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The first of the numbered properties, with which bursts are written. */
export const NUMBERED_NAME = Object.keys(numberedProperties(1))[0] ?? '';
