/** What the explorer can send: commands about a few users, accounts, visitors and audiences, named by aliases. */
import type { Call, Members, Person, Stamp } from '../../../calls/index.ts';
import {
  type Computation,
  computedGroup,
  computedIdentify,
  group,
  identify,
  numberedProperties,
  track,
} from '../../../calls/index.ts';

/** One call of a source or of Engage. */
export type Single =
  | {
      readonly kind: 'identify';
      readonly user: string;
      /** Alias of the visitor that the user was before; other users can have been the same. */
      readonly visitor?: string;
      /** Alias of the address that is sent as the trait `email`. */
      readonly email?: string;
      readonly traits: Members;
    }
  | { readonly kind: 'group'; readonly user: string; readonly account: string; readonly traits: Members }
  | { readonly kind: 'track'; readonly user: string; readonly event: string; readonly properties: Members }
  | { readonly kind: 'audience'; readonly user: string; readonly key: string; readonly member: boolean }
  | { readonly kind: 'computed'; readonly user: string; readonly key: string; readonly value: unknown }
  | {
      readonly kind: 'account-audience';
      readonly user: string;
      readonly account: string;
      readonly key: string;
      readonly member: boolean;
    }
  | { readonly kind: 'visitor-identify'; readonly visitor: string; readonly traits: Members }
  | {
      readonly kind: 'visitor-group';
      readonly visitor: string;
      readonly account: string;
      readonly traits: Members;
    }
  | {
      readonly kind: 'visitor-track';
      readonly visitor: string;
      readonly event: string;
      readonly properties: Members;
    };

/** One step of a sequence; plain data, so that a sequence can be shrunk and written as a feature. */
export type Command =
  | Single
  /** `count` identifies at the same time, each with one of the {@link numberedProperties}. */
  | { readonly kind: 'burst'; readonly user: string; readonly count: number }
  /** Several calls at the same time, on separate connections. */
  | { readonly kind: 'together'; readonly commands: readonly Single[] }
  /** One call, delivered twice at the same time. */
  | { readonly kind: 'twice'; readonly command: Single }
  /** A call is delivered again, unchanged: the previous one, or the one that was sent `back` calls before it. */
  | { readonly kind: 'again'; readonly back?: number }
  /** A pause, and a look at everything after it. */
  | { readonly kind: 'wait' };

/** Identifiers of one run of a sequence; no two runs share any. */
export interface Names {
  id(alias: string): string;
  user(alias: string): Person;
  email(alias: string): string;
  stamp(): Stamp;
  engageStamp(): Stamp;
  computation(kind: Computation['kind'], key: string): Computation;
}

/** The calls that a command consists of, without repeats; none for a pause or another delivery. */
export function singlesOf(command: Command): readonly Single[] {
  switch (command.kind) {
    case 'burst':
      return Object.entries(numberedProperties(command.count)).map(([name, value]) => ({
        kind: 'identify',
        user: command.user,
        traits: { [name]: value },
      }));
    case 'together':
      return command.commands;
    case 'twice':
      return [command.command];
    case 'again':
    case 'wait':
      return [];
    default:
      return [command];
  }
}

/** Whether a command is a single call, which can be delivered again. */
export function isSingle(command: Command): command is Single {
  return !['burst', 'together', 'twice', 'again', 'wait'].includes(command.kind);
}

/** The command that an `again` at this index delivers again; undefined if there is none. */
export function repeatedBy(commands: readonly Command[], index: number): Single | undefined {
  const command = commands[index];
  if (command?.kind !== 'again') return undefined;
  return commands
    .slice(0, index)
    .filter(isSingle)
    .at(-1 - (command.back ?? 0));
}

/**
 * The calls of a command, all to be sent at the same time.
 *
 * @param sent the single calls of the sequence so far, of which `again` repeats one
 */
export function callsOf(command: Command, names: Names, sent: readonly Call[]): readonly Call[] {
  if (command.kind === 'again') return sent.slice(-1 - (command.back ?? 0)).slice(0, 1);
  const calls = singlesOf(command).map((single) => callOf(single, names));
  return command.kind === 'twice' ? [...calls, ...calls] : calls;
}

function callOf(single: Single, names: Names): Call {
  switch (single.kind) {
    case 'identify':
      return identify(personOf(single, names), traitsOf(single, names), names.stamp());
    case 'group':
      return group(names.user(single.user), names.id(single.account), single.traits, names.stamp());
    case 'track':
      return track(names.user(single.user), single.event, single.properties, names.stamp());
    case 'audience':
      return computed('audience', single.user, single.key, single.member, names);
    case 'computed':
      return computed('trait', single.user, single.key, single.value, names);
    case 'account-audience': {
      const computation = names.computation('audience', single.key);
      const members = { [single.key]: single.member };
      const stamp = names.engageStamp();
      return computedGroup(names.user(single.user), names.id(single.account), computation, members, stamp);
    }
    case 'visitor-identify':
      return identify(visitorOf(single.visitor, names), single.traits, names.stamp());
    case 'visitor-group':
      return group(visitorOf(single.visitor, names), names.id(single.account), single.traits, names.stamp());
    case 'visitor-track':
      return track(visitorOf(single.visitor, names), single.event, single.properties, names.stamp());
  }
}

function personOf({ user, visitor }: Extract<Single, { kind: 'identify' }>, names: Names): Person {
  return visitor === undefined ? names.user(user) : { ...names.user(user), ...visitorOf(visitor, names) };
}

function visitorOf(alias: string, names: Names): Person {
  return { anonymousId: names.id(alias) };
}

/** The traits of an identify, including its address. */
export function traitsOf(
  { email, traits }: Extract<Single, { kind: 'identify' }>,
  names: Pick<Names, 'email'>,
): Members {
  return email === undefined ? traits : { ...traits, email: names.email(email) };
}

function computed(kind: Computation['kind'], user: string, key: string, value: unknown, names: Names): Call {
  return computedIdentify(
    names.user(user),
    names.computation(kind, key),
    { [key]: value },
    names.engageStamp(),
  );
}
