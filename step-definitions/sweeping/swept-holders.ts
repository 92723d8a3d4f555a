/** What holds the properties of a sweep: how they are sent, and how they are read back. */
import { computedIdentify, group, identify, type Members, track } from '../../calls/index.ts';
import type { Scenario } from '../scenario/index.ts';
import { accountsOf, eventsOf, usersOf } from '../support/read.ts';

/** One kind of holder. All functions name it by an alias of the example. */
export interface SweptHolder {
  /** Such as `User "conformance-…-ada"`. */
  describe(scenario: Scenario, alias: string): string;
  /** Sends what must be there before the properties. */
  prepare?(scenario: Scenario, alias: string): Promise<void>;
  send(scenario: Scenario, alias: string, properties: Members): Promise<void>;
  read(scenario: Scenario, alias: string): Promise<readonly { readonly properties: Members }[]>;
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
  describe: (scenario, alias) => `User "${scenario.identity.id(alias)}"`,
  send: (scenario, alias, properties) =>
    scenario.deliver(identify(scenario.identity.user(alias), properties, scenario.identity.stamp())),
  read: (scenario, alias) => usersOf(scenario, scenario.identity.user(alias)),
  presumes: {
    first: 'AST-IDENT-001',
    update: 'AST-IDENT-002',
    values: 'AST-IDENT-004',
    others: 'AST-IDENT-003',
  },
  capacity: 'AST-IDENT-014',
};

const account: SweptHolder = {
  describe: (scenario, alias) => `Account "${scenario.identity.id(alias)}"`,
  send(scenario, alias, properties) {
    const { identity } = scenario;
    return scenario.deliver(group(identity.user('sender'), identity.id(alias), properties, identity.stamp()));
  },
  read: (scenario, alias) => accountsOf(scenario, scenario.identity.id(alias)),
  presumes: {
    first: 'AST-GROUP-001',
    update: 'AST-GROUP-002',
    values: 'AST-GROUP-004',
    others: 'AST-GROUP-003',
  },
};

const event: SweptHolder = {
  describe: (scenario, alias) => `event "${EVENT}" of the User "${scenario.identity.id(alias)}"`,
  prepare: identified,
  send: (scenario, alias, properties) =>
    scenario.deliver(track(scenario.identity.user(alias), EVENT, properties, scenario.identity.stamp())),
  read: async (scenario, alias) =>
    (await eventsOf(scenario, scenario.identity.user(alias))).filter(({ event: name }) => name === EVENT),
};

/** Each property is the name of an event. */
const events: SweptHolder = {
  describe: (scenario, alias) => `list of events of the User "${scenario.identity.id(alias)}"`,
  prepare: identified,
  async send(scenario, alias, properties) {
    const person = scenario.identity.user(alias);
    for (const name of Object.keys(properties))
      await scenario.deliver(track(person, name, {}, scenario.identity.stamp()));
  },
  async read(scenario, alias) {
    const recorded = await eventsOf(scenario, scenario.identity.user(alias));
    return [{ properties: Object.fromEntries(recorded.map(({ event: name }) => [name, true])) }];
  },
};

/** Each property is a computed trait, which Engage sends in a call of its own. */
const computedTraits: SweptHolder = {
  ...user,
  ordinary: {
    ...user,
    async send(scenario, alias, properties) {
      for (const [name, value] of Object.entries(properties))
        await user.send(scenario, alias, { [name]: value });
    },
  },
  prepare: identified,
  async send(scenario, alias, properties) {
    const { identity } = scenario;
    for (const [key, value] of Object.entries(properties)) {
      const computation = identity.computation('trait', key);
      await scenario.deliver(
        computedIdentify(identity.user(alias), computation, { [key]: value }, identity.engageStamp()),
      );
    }
  },
};

function identified(scenario: Scenario, alias: string): Promise<void> {
  return scenario.deliver(identify(scenario.identity.user(alias), {}, scenario.identity.stamp()));
}

/** The holders by the words of the features. */
export const HOLDERS = {
  User: user,
  Account: account,
  event,
  events,
  'computed traits': computedTraits,
} as const satisfies Readonly<Record<string, SweptHolder>>;
