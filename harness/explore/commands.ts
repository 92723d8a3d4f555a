/** What the explorer can do to a destination: commands over a few users, accounts and audiences, by their aliases. */
import type { Call, Members, Person, Stamp } from '../../calls/index.ts';
import {
  type Computation,
  computedIdentify,
  group,
  identify,
  numberedProperties,
  track,
} from '../../calls/index.ts';

/** One thing that a source or Engage does; plain data, so that a sequence can be shrunk, kept and told. */
export type Command =
  | {
      readonly kind: 'identify';
      readonly user: string;
      /** Alias of an address that becomes the trait `email`. */
      readonly email?: string;
      readonly traits: Members;
    }
  | { readonly kind: 'group'; readonly user: string; readonly account: string; readonly traits: Members }
  | { readonly kind: 'track'; readonly user: string; readonly event: string; readonly properties: Members }
  | { readonly kind: 'audience'; readonly user: string; readonly key: string; readonly member: boolean }
  | { readonly kind: 'computed'; readonly user: string; readonly key: string; readonly value: unknown }
  /** So many identifies at once, each with one property of {@link numberedProperties}. */
  | { readonly kind: 'burst'; readonly user: string; readonly count: number }
  /** The call before is delivered again, letter by letter. */
  | { readonly kind: 'again' };

/** Names of one run of a sequence: no two runs share any. */
export interface Names {
  id(alias: string): string;
  user(alias: string): Person;
  email(alias: string): string;
  stamp(): Stamp;
  engageStamp(): Stamp;
  computation(kind: Computation['kind'], key: string): Computation;
}

/** The calls of a command, all to be sent at the same time; of `again`, the call that is given. */
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

/** What an identify says about its user, its address included. */
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
