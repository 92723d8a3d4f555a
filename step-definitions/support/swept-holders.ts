/** What holds the properties of a sweep: how they are sent, and how they are read back. */
import { computedIdentify, group, identify, type Members, track } from '../../calls/index.ts';
import { accountsOf, eventsOf, usersOf } from './read.ts';
import type { DestinationWorld } from './world.ts';

/** One kind of holder. All functions name it by an alias of the example. */
export interface SweptHolder {
  /** Such as `User "conformance-…-ada"`. */
  describe(world: DestinationWorld, alias: string): string;
  /** Sends what must be there before the properties. */
  prepare?(world: DestinationWorld, alias: string): Promise<void>;
  send(world: DestinationWorld, alias: string, properties: Members): Promise<void>;
  read(world: DestinationWorld, alias: string): Promise<readonly { readonly properties: Members }[]>;
  /** The clauses without which nothing else can be judged. */
  readonly presumes?: {
    readonly first: string;
    readonly update: string;
    readonly values: string;
    /** About what a later call does not name. */
    readonly others: string;
  };
  /** Another way to the same record: what is lost on that way too is not the fault of this one. */
  readonly ordinary?: SweptHolder;
  /** The clause about how many properties it holds; absent if it is the clause of the example itself. */
  readonly capacity?: string;
}

const EVENT = 'Report Exported';

const user: SweptHolder = {
  describe: (world, alias) => `User "${world.identity.id(alias)}"`,
  send: (world, alias, properties) =>
    world.deliver(identify(world.identity.user(alias), properties, world.identity.stamp())),
  read: (world, alias) => usersOf(world, world.identity.user(alias)),
  presumes: {
    first: 'AST-IDENT-001',
    update: 'AST-IDENT-002',
    values: 'AST-IDENT-004',
    others: 'AST-IDENT-003',
  },
  capacity: 'AST-IDENT-014',
};

const account: SweptHolder = {
  describe: (world, alias) => `Account "${world.identity.id(alias)}"`,
  send(world, alias, properties) {
    const { identity } = world;
    return world.deliver(group(identity.user('sender'), identity.id(alias), properties, identity.stamp()));
  },
  read: (world, alias) => accountsOf(world, world.identity.id(alias)),
  presumes: {
    first: 'AST-GROUP-001',
    update: 'AST-GROUP-002',
    values: 'AST-GROUP-004',
    others: 'AST-GROUP-003',
  },
};

const event: SweptHolder = {
  describe: (world, alias) => `event "${EVENT}" of the User "${world.identity.id(alias)}"`,
  prepare: identified,
  send: (world, alias, properties) =>
    world.deliver(track(world.identity.user(alias), EVENT, properties, world.identity.stamp())),
  read: async (world, alias) =>
    (await eventsOf(world, world.identity.user(alias))).filter(({ event: name }) => name === EVENT),
};

/** Each property is the name of an event. */
const events: SweptHolder = {
  describe: (world, alias) => `list of events of the User "${world.identity.id(alias)}"`,
  prepare: identified,
  async send(world, alias, properties) {
    const person = world.identity.user(alias);
    for (const name of Object.keys(properties))
      await world.deliver(track(person, name, {}, world.identity.stamp()));
  },
  async read(world, alias) {
    const recorded = await eventsOf(world, world.identity.user(alias));
    return [{ properties: Object.fromEntries(recorded.map(({ event: name }) => [name, true])) }];
  },
};

/** Each property is a computed trait, which Engage sends in a call of its own. */
const computedTraits: SweptHolder = {
  ...user,
  ordinary: {
    ...user,
    async send(world, alias, properties) {
      for (const [name, value] of Object.entries(properties))
        await user.send(world, alias, { [name]: value });
    },
  },
  prepare: identified,
  async send(world, alias, properties) {
    const { identity } = world;
    for (const [key, value] of Object.entries(properties)) {
      const computation = identity.computation('trait', key);
      await world.deliver(
        computedIdentify(identity.user(alias), computation, { [key]: value }, identity.engageStamp()),
      );
    }
  },
};

function identified(world: DestinationWorld, alias: string): Promise<void> {
  return world.deliver(identify(world.identity.user(alias), {}, world.identity.stamp()));
}

/** The holders by the words of the features. */
export const HOLDERS = {
  User: user,
  Account: account,
  event,
  events,
  'computed traits': computedTraits,
} as const satisfies Readonly<Record<string, SweptHolder>>;
