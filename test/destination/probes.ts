/** One probe per fault: calls and reads whose result shows the fault from outside. */

import { basic, type Client } from './client.ts';
import type { Fault } from './faults.ts';

type Probe = (client: Client) => Promise<unknown>;

const wrongKey = 'nobody-has-this-key';
const badJson: Probe = (c) => c.post('{"type":');
const badShape: Probe = (c) => c.post({ type: 'identify', userId: 'ann', traits: [] });
const page: Probe = (c) => c.post({ type: 'page', userId: 'ann', name: 'Home' });
const minimal: Probe = (c) => c.identify('ann', { plan: 'pro' });
const bareCall: Probe = (c) => c.post({ type: 'identify', userId: 'ann', traits: {} }, { bare: true });
const unknownKey: Probe = (c) => c.identify('ann', {}, {}, { key: wrongKey });
const allOf = async (c: Client, ...ids: string[]) => Promise.all(ids.map((id) => c.users(id)));

const holds =
  (...steps: object[]): Probe =>
  async (c) => {
    for (const traits of steps) await c.identify('ann', traits);
    return c.users('ann');
  };
const accountHolds =
  (...steps: object[]): Probe =>
  async (c) => {
    for (const traits of steps) await c.group('ann', 'initech', traits);
    return c.accounts('initech');
  };
const twoIds =
  (one: string, other: string): Probe =>
  async (c) => {
    await c.identify(one, { plan: 'one', email: 'same@initech.com' });
    await c.identify(other, { plan: 'other', email: 'same@initech.com' });
    return allOf(c, one, other);
  };
const associations =
  (...pairs: [string, string][]): Probe =>
  async (c) => {
    for (const [userId] of pairs) await c.identify(userId, { name: userId });
    for (const [userId, groupId] of pairs) await c.group(userId, groupId, { plan: groupId });
    const accounts = await Promise.all(pairs.map(([, groupId]) => c.accounts(groupId)));
    return [await allOf(c, ...pairs.map(([userId]) => userId)), accounts];
  };
const flags =
  (...steps: [string, boolean][]): Probe =>
  async (c) => {
    await c.identify('ann', { name: 'Ann' });
    for (const [key, value] of steps) await c.computed('audience', 'ann', key, value);
    return c.users('ann');
  };
const addressed =
  (email: string, connector: 'apiKey' | 'blockingApiKey' = 'blockingApiKey'): Probe =>
  async (c) => {
    const key = c.destination[connector] ?? '';
    await c.identify('ann', { email }, {}, { key });
    return c.users('ann', key);
  };
const tracked =
  (...more: object[]): Probe =>
  async (c) => {
    await c.identify('ann', { plan: 'pro' });
    for (const fields of more) await c.track('ann', 'Signed Up', { seats: 3 }, fields);
    return [await c.events('ann'), await c.users('ann')];
  };

const writtenAs =
  (traits: object): Probe =>
  async (c) => {
    await c.identify('ann', traits);
    const { recordsUrl, apiKey } = c.destination;
    const response = await fetch(`${recordsUrl}/users?userId=ann`, {
      headers: { authorization: basic(apiKey) },
    });
    return response.text();
  };
const event =
  (name: string, properties: object): Probe =>
  async (c) => {
    await c.track('ann', name, properties);
    return c.events('ann');
  };

const trackedFirst: Probe = async (c) => {
  await c.track('ann', 'Signed Up');
  await c.identify('ann', { plan: 'pro' });
  return [await c.users('ann'), await c.events('ann')];
};
const colleagues: Probe = async (c) => {
  for (const userId of ['ann', 'bob']) {
    await c.identify(userId, {});
    await c.group(userId, 'initech');
  }
  await c.computed('audience', 'ann', 'vip', true);
  return allOf(c, 'ann', 'bob');
};
const accountFlag: Probe = async (c) => {
  const personas = { computation_class: 'audience', computation_key: 'vip' };
  await c.identify('ann', {});
  await c.group('ann', 'initech', { vip: true }, { context: { personas } });
  return c.users('ann');
};
const manyProperties = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`p${index}`, index]));
const oneAccount = associations(['ann', 'initech']);
const sameTwice = associations(['ann', 'initech'], ['ann', 'initech']);

export const probes: Record<Fault, Probe> = {
  'answers-201': minimal,
  'answers-204-with-accept': minimal,
  'accepts-bad-json': badJson,
  'bad-json-422': badJson,
  'accepts-text-after-json': (c) => c.post('{"type": "identify", "userId": "ann"} and more'),
  'accepts-empty-body': (c) => c.post(''),
  'refused-page-updates-user': async (c) => {
    await c.identify('ann', { plan: 'free' });
    await c.post({ type: 'page', userId: 'ann', traits: { plan: 'pro' } });
    return c.users('ann');
  },
  'hints-at-key': (c) => c.identify('ann', {}, {}, { key: c.destination.apiKey.slice(0, -1) }),
  'skips-validation': badShape,
  'page-400': page,
  'page-accepted': page,
  'ignores-field-casing': (c) => c.post({ type: 'identify', user_id: 'ann', traits: {} }),
  'other-casing-accepted-only': async (c) => {
    await c.post({ type: 'identify', user_id: 'ann', traits: {} });
    return c.users('ann');
  },
  'unknown-field-400': (c) => c.identify('ann', {}, { flavour: 'plum' }),
  'refuses-settings-header': (c) => c.identify('ann', {}, {}, { headers: { 'x-segment-settings': 'e30=' } }),
  'limit-8kb': (c) => c.identify('ann', { notes: 'x'.repeat(9000) }),
  'stores-refused-calls': async (c) => [await page(c), await unknownKey(c), await c.users('ann')],
  'refused-group-associates': async (c) => {
    await c.group('bob', 'initech');
    await c.post({ type: 'group', userId: 'ann', groupId: 'initech', traits: [] });
    return c.accounts('initech');
  },
  'mangles-emoji': holds({ mood: 'fine 🚀' }),
  'mangles-non-latin': holds({ city: '東京' }),
  'cuts-strings-at-255': holds({ notes: 'x'.repeat(300) }),
  'decodes-pieces': async (c) => {
    await c.identify('ann', { city: 'Zürich' }, {}, { inPieces: true });
    return c.users('ann');
  },
  'parses-json-text': holds({ note: '[1]' }),
  'trims-text-in-arrays': holds({ notes: [' a '] }),
  'refuses-charset': (c) =>
    c.identify('ann', {}, {}, { headers: { 'content-type': 'application/json; charset=utf-8' } }),
  '500-for-bad-json': badJson,
  '500-for-bad-shape': badShape,
  'busy-at-first': async (c) => {
    const answers = [];
    for (let number = 0; number < 8; number += 1) answers.push(await c.identify('ann', { number }));
    return answers;
  },
  'delete-crashes': (c) => c.post({ type: 'delete', userId: 'ann' }),

  'accepts-any-key': unknownKey,
  '404-for-wrong-key': unknownKey,
  '500-for-wrong-key': unknownKey,
  'accepts-missing-authorization': bareCall,
  '400-for-missing-authorization': bareCall,
  'accepts-key-prefix': (c) => c.identify('ann', {}, {}, { key: c.destination.apiKey.slice(0, -1) }),
  'ignores-key-case': (c) => c.identify('ann', {}, {}, { key: c.destination.apiKey.toUpperCase() }),
  'restricted-key-401': (c) => c.identify('ann', {}, {}, { key: c.destination.restrictedApiKey ?? '' }),
  'echoes-key': unknownKey,
  'echoes-authorization': minimal,
  'errors-in-html': badShape,
  'error-without-message': badShape,

  'stores-nothing': holds({ plan: 'pro' }),
  'track-stub-swallows-identify': trackedFirst,
  'identify-forgets-events': trackedFirst,
  'address-moves': twoIds('ann', 'bob'),
  'visitors-share-properties': async (c) => {
    await c.identify('ann', { plan: 'pro' }, { anonymousId: 'anon' });
    await c.identify('bob', { plan: 'free' }, { anonymousId: 'anon' });
    return c.users('ann');
  },
  'trims-user-id': twoIds('ann', 'ann '),
  'cuts-user-id-at-255': twoIds(`${'x'.repeat(260)}1`, `${'x'.repeat(260)}2`),
  'group-clears-user': oneAccount,
  'visitor-group-replaces': async (c) => {
    await c.group('ann', 'initech', { plan: 'pro' });
    await c.post({ type: 'group', anonymousId: 'anon', groupId: 'initech', traits: { seats: 3 } });
    return c.accounts('initech');
  },
  'account-of-50-properties': accountHolds(
    Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`p${i}`, i])),
  ),
  'account-flag-on-user-too': accountFlag,
  'cuts-group-id-at-hash': associations(['ann', 'a#1'], ['bob', 'a#2']),
  'first-groups-race': async (c) => {
    await Promise.all(['ann', 'bob'].map((userId) => c.group(userId, 'initech', { [userId]: 1 })));
    return c.accounts('initech');
  },
  'flag-drops-association': colleagues,
  'flag-spreads-to-colleagues': colleagues,
  'lists-twenty-events': tracked(...Array.from({ length: 21 }, () => ({}))),
  'group-drops-flags': async (c) => {
    await c.computed('audience', 'ann', 'vip', true);
    await c.group('ann', 'initech');
    return c.users('ann');
  },
  'computed-trait-keeps-type': async (c) => {
    await c.computed('trait', 'ann', 'orders', 1);
    await c.computed('trait', 'ann', 'orders', 'one');
    return c.users('ann');
  },
  'blocks-once': async (c) => {
    const sending = { key: c.destination.blockingApiKey ?? '' };
    for (const seats of [1, 2]) await c.identify('ann', { email: 'ann@gmail.com', seats }, {}, sending);
    return c.users('ann', sending.key);
  },
  'blocks-suffixes': addressed('ann@notgmail.com'),
  'tracks-at-once-race': async (c) => {
    await Promise.all([1, 2].map(() => c.track('ann', 'Signed Up', {}, { messageId: 'same' })));
    return c.events('ann');
  },
  'duplicates-user': holds({ plan: 'pro' }, { plan: 'free' }),
  'never-updates': holds({ plan: 'pro' }, { plan: 'free' }),
  'replaces-instead-of-merging': holds({ plan: 'pro' }, { seats: 3 }),
  'drops-false': holds({ active: false }),
  'stores-true-as-string': holds({ active: true }),
  'numbers-become-strings': holds({ seats: 3 }),
  'arrays-become-strings': holds({ tags: ['a', 'b'] }),
  'changes-another-user': twoIds('ann', 'bob'),
  'anonymous-identify-400': (c) => c.post({ type: 'identify', anonymousId: 'anon', traits: {} }),
  'names-lowercased': holds({ accountType: 'x' }),
  'dotted-names-become-objects': holds({ 'plan.name': 'pro' }),
  'case-folds-user-id': twoIds('ann', 'ANN'),
  'normalises-user-id': twoIds('ren\u00e9', 'rene\u0301'),
  'cuts-user-id-at-slash': twoIds('ann/1', 'ann/2'),
  'merges-users-by-email': twoIds('ann', 'bob'),
  'read-modify-write-race': async (c) => {
    await c.identify('ann', { plan: 'pro' });
    await Promise.all(Object.keys(manyProperties).map((name) => c.identify('ann', { [name]: 1 })));
    const { users } = (await c.users('ann')) as { users: { properties: object }[] };
    return users.map(({ properties }) => Object.keys(properties).length);
  },
  'first-identifies-race': async (c) => {
    await Promise.all(['a', 'b'].map((name) => c.identify('ann', { [name]: 1 })));
    return c.users('ann');
  },
  'drops-21st-property': holds(manyProperties),
  'drops-101st-property': holds(Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, i]))),
  'every-third-update-replaces': holds({ a: 1 }, { b: 1 }, { c: 1 }, { d: 1 }),
  'objects-become-strings': holds({ address: { city: 'Ghent' } }),
  'inner-objects-dropped': holds({ office: { city: 'Wien', at: { floor: 1 } } }),
  'empty-items-filtered': holds({ tags: ['a', ''] }),
  'arrays-appended': holds({ tags: ['a'] }, { tags: ['b'] }),
  'falsy-updates-ignored': holds({ seats: 3 }, { seats: 0 }),
  'other-types-ignored': holds({ seats: 3 }, { seats: 'three' }),
  'ends-at-null': holds({ plan: null, seats: 3 }),
  'inherited-names-lost': holds({ toString: 'x' }),
  'names-cut-at-64': holds({ ['n'.repeat(70)]: 1 }),
  'folds-white-space': holds({ note: 'a  b' }),
  'removes-controls': holds({ note: 'a\u0007b' }),
  'account-arrays-sorted': accountHolds({ tags: ['b', 'a'] }),
  'account-names-in-snake-case': accountHolds({ billingPlan: 'pro' }),
  'account-integers-32-bit': accountHolds({ revenue: 3_000_000_000 }),
  'account-smart-quotes-folded': accountHolds({ name: '“Initech”' }),
  'track-drops-long-arrays': event('Sold', { items: Array.from({ length: 101 }, (_, item) => item) }),
  'track-trims-text': event('Sold', { note: ' a ' }),
  'track-reserved-names-lost': event('Sold', { order: 7 }),
  'track-trims-event': event(' Sold ', {}),
  'accepts-json5': (c) => c.post('{type: "identify", userId: "ann"}'),
  'ignores-text-after-json': (c) => c.post('{"type": "identify", "userId": "ann"} x'),
  'counts-readings': holds({ plan: 'pro' }),
  'reverses-members': writtenAs({ plan: 'pro', seats: 3 }),
  'writes-numbers-otherwise': writtenAs({ seats: 3 }),
  'escapes-text': writtenAs({ city: 'Köln' }),
  'events-with-offset': tracked({ timestamp: '2026-02-28T10:11:12Z' }),
  'objects-dropped': holds({ address: { city: 'Ghent' } }),

  'ignores-group': accountHolds({ plan: 'pro' }),
  'duplicates-account': accountHolds({ plan: 'pro' }, { plan: 'free' }),
  'group-never-updates': accountHolds({ plan: 'pro' }, { plan: 'free' }),
  'group-replaces': accountHolds({ plan: 'pro' }, { seats: 3 }),
  'spaces-become-underscores': accountHolds({ 'total billed': 830 }),
  'anonymous-group-ignored': async (c) => {
    await c.post({ type: 'group', anonymousId: 'anon', groupId: 'initech', traits: { plan: 'pro' } });
    return c.accounts('initech');
  },
  'leaks-group-traits-into-user': oneAccount,
  'leaks-user-traits-into-account': oneAccount,
  'user-id-equal-to-group-id-mixes': associations(['same', 'same']),
  'case-folds-group-id': associations(['ann', 'acme'], ['bob', 'ACME']),
  'decodes-group-id': associations(['ann', 'a/b'], ['bob', 'a%2Fb']),
  'groups-at-once-overwrite': async (c) => {
    await c.group('ann', 'initech', { plan: 'pro' });
    await Promise.all(['a', 'b'].map((name) => c.group('ann', 'initech', { [name]: 1 })));
    return c.accounts('initech');
  },
  'changes-another-account': async (c) => {
    await c.group('ann', 'acme', { plan: 'pro' });
    await c.group('bob', 'initech', { plan: 'free' });
    return c.accounts('acme');
  },

  'loses-association': oneAccount,
  'association-missing-on-account': oneAccount,
  'association-missing-on-user': oneAccount,
  'repeated-group-undoes-association': sameTwice,
  'lists-association-twice': sameTwice,
  'one-user-per-account': associations(['ann', 'initech'], ['bob', 'initech']),
  'lists-ten-users': async (c) => {
    for (let number = 0; number < 11; number += 1) await c.group(`user-${number}`, 'initech');
    return c.accounts('initech');
  },
  'lists-ten-accounts': associations(
    ...Array.from({ length: 11 }, (_, number): [string, string] => ['ann', `account-${number}`]),
  ),
  'one-account-per-user': associations(['ann', 'initech'], ['ann', 'acme']),
  'group-before-identify-lost': async (c) => {
    await c.group('ann', 'initech');
    await c.identify('ann', {});
    return c.users('ann');
  },
  'later-identify-drops-association': async (c) => [
    await oneAccount(c),
    await minimal(c),
    await c.users('ann'),
  ],

  'track-refuses-unknown-user': (c) => c.track('nobody', 'Signed Up'),
  'track-not-stored': tracked({}),
  'track-drops-properties': tracked({}),
  'track-leaks-into-user': tracked({}),
  'track-dedupes-by-content': tracked({}, {}),
  'ignores-timestamp': tracked({ timestamp: '2020-01-01T00:00:00.000Z' }),

  'audience-true-ignored': flags(['vip', true]),
  'audience-false-deletes-property': flags(['vip', true], ['vip', false]),
  'audience-reentry-ignored': flags(['vip', true], ['vip', false], ['vip', true]),
  'audience-first-flag-only': flags(['vip', true], ['churning', true]),
  'audience-ten-flags': flags(
    ...Array.from({ length: 11 }, (_, number): [string, boolean] => [`flag-${number}`, true]),
  ),
  'audience-replaces-properties': flags(['vip', true]),
  'audience-calls-unknown-user-ignored': async (c) => {
    await c.computed('audience', 'ann', 'vip', true);
    return c.users('ann');
  },
  'computed-trait-keeps-first': async (c) => {
    await c.computed('trait', 'ann', 'orders', 1);
    await c.computed('trait', 'ann', 'orders', 2);
    return c.users('ann');
  },
  'audience-repeat-toggles': flags(['vip', true], ['vip', true]),
  'account-audience-ignored': async (c) => {
    const personas = { computation_class: 'audience', computation_key: 'vip' };
    await c.group('ann', 'initech', { vip: true }, { context: { personas } });
    return c.accounts('initech');
  },
  'audience-flags-everyone': async (c) => {
    await c.identify('bob', {});
    await c.computed('audience', 'ann', 'vip', true);
    return c.users('bob');
  },

  'stores-blocked-users': addressed('ann@gmail.com'),
  'blocks-lowercase-domains-only': addressed('ann@GMAIL.com'),
  'blocks-everyone': addressed('ann@initech.com'),
  'blocks-on-allowing-connector': addressed('ann@gmail.com', 'apiKey'),

  'no-dedupe': tracked({ messageId: 'same' }, { messageId: 'same' }),
  'redelivery-duplicates': async (c) => {
    for (const messageId of ['same', 'same']) await c.identify('ann', {}, { messageId });
    return c.users('ann');
  },

  'late-event-redated': tracked(
    { timestamp: '2024-01-02T00:00:00.000Z' },
    { timestamp: '2024-01-01T00:00:00.000Z' },
  ),
  'remembers-ten-events': tracked(
    { messageId: 'same' },
    ...Array.from({ length: 10 }, (_, number) => ({ messageId: `other-${number}` })),
    { messageId: 'same' },
  ),
  'older-identify-ignored': async (c) => {
    await c.identify('ann', { plan: 'new' }, { timestamp: '2024-01-02T00:00:00.000Z' });
    await c.identify('ann', { seats: 3 }, { timestamp: '2024-01-01T00:00:00.000Z' });
    return c.users('ann');
  },
  'busy-tracks-400': (c) =>
    Promise.all(Array.from({ length: 31 }, (_, number) => c.track(`ann-${number}`, 'Signed Up'))),

  'null-removes-property': holds({ plan: 'pro' }, { plan: null }),
  'nested-objects-merge': holds({ address: { city: 'Ghent' } }, { address: { street: 'Korenlei' } }),
  'links-anonymous-user': async (c) => {
    await c.post({ type: 'identify', anonymousId: 'anon', traits: { plan: 'pro' } });
    await c.identify('ann', {}, { anonymousId: 'anon' });
    return c.users('ann');
  },
  'late-call-fills-gaps-only': async (c) => {
    await c.identify('ann', { plan: 'new' }, { timestamp: '2024-01-02T00:00:00.000Z' });
    await c.identify('ann', { plan: 'old' }, { timestamp: '2024-01-01T00:00:00.000Z' });
    return c.users('ann');
  },
  'context-leaks-into-properties': async (c) => {
    await c.identify('ann', {}, { context: { locale: 'nl-BE' } });
    return c.users('ann');
  },
  '409-for-known-message': async (c) => {
    const send = () => c.identify('ann', {}, { messageId: 'same' });
    return [await send(), await send()];
  },
  'stores-identifies-late': holds({ plan: 'pro' }),
  'stores-groups-late': accountHolds({ plan: 'pro' }),
  'adds-own-properties': holds({ plan: 'pro' }),

  'html-records': holds({ plan: 'pro' }),
  'records-500': holds({ plan: 'pro' }),
  'records-bare-array': holds({ plan: 'pro' }),
};
