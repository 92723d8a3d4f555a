/** What the explorer can send: commands about a few users, accounts and audiences, named by aliases. */
import type { Call, Members, Person, Stamp } from '../../calls/index.ts';
import {
  type Computation,
  computedIdentify,
  group,
  identify,
  numberedProperties,
  track,
} from '../../calls/index.ts';

/** One action of a source or of Engage; plain data, so that a sequence can be shrunk and written as a feature. */
export type Command =
  | {
      readonly kind: 'identify';
      readonly user: string;
      /** Alias of the address that is sent as the trait `email`. */
      readonly email?: string;
      readonly traits: Members;
    }
  | { readonly kind: 'group'; readonly user: string; readonly account: string; readonly traits: Members }
  | { readonly kind: 'track'; readonly user: string; readonly event: string; readonly properties: Members }
  | { readonly kind: 'audience'; readonly user: string; readonly key: string; readonly member: boolean }
  | { readonly kind: 'computed'; readonly user: string; readonly key: string; readonly value: unknown }
  /** `count` identifies at the same time, each with one of the {@link numberedProperties}. */
  | { readonly kind: 'burst'; readonly user: string; readonly count: number }
  /** The previous call is delivered again, unchanged. */
  | { readonly kind: 'again' };

/** Identifiers of one run of a sequence; no two runs share any. */
export interface Names {
  id(alias: string): string;
  user(alias: string): Person;
  email(alias: string): string;
  stamp(): Stamp;
  engageStamp(): Stamp;
  computation(kind: Computation['kind'], key: string): Computation;
}

/**
 * The calls of a command, all to be sent at the same time.
 *
 * @param before the previous call, which `again` repeats
 */
export function callsOf(command: Command, names: Names, before: Call | undefined): readonly Call[] {
  switch (command.kind) {
    case 'identify':
      return [identify(names.user(command.user), traitsOf(command, names), names.stamp())];
    case 'group':
      return [group(names.user(command.user), names.id(command.account), command.traits, names.stamp())];
    case 'track':
      return [track(names.user(command.user), command.event, command.properties, names.stamp())];
    case 'audience':
      return [computed('audience', command.user, command.key, command.member, names)];
    case 'computed':
      return [computed('trait', command.user, command.key, command.value, names)];
    case 'burst':
      return Object.entries(numberedProperties(command.count)).map(([name, value]) =>
        identify(names.user(command.user), { [name]: value }, names.stamp()),
      );
    case 'again':
      return before === undefined ? [] : [before];
  }
}

/** The traits of an identify, including its address. */
export function traitsOf(
  { email, traits }: Extract<Command, { kind: 'identify' }>,
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
