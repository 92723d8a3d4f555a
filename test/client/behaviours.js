/**
 * What the client of worlds promises, as plain functions that need neither Node nor a test runner: they run in node:test,
 * vitest, jest, Playwright, cucumber and a browser.
 */

const SIGNED_UP = { type: 'track', userId: 'ada', event: 'Signed Up', properties: { plan: 'pro', seats: 3 } };
const ADA = { type: 'identify', userId: 'ada', traits: { email: 'ada@acme.example' } };

/** Each is called with a new world, a function that opens another one, and the classes of the errors. */
export const BEHAVIOURS = {
  'finds a call by its members, as soon as it is stored': async (world) => {
    const waiting = world.expect({ type: 'track', event: 'Signed Up', 'properties.seats': { $gte: 3 } });
    await world.send(SIGNED_UP);
    const { matched, calls } = await waiting;
    equal([matched, calls.map(({ event, userId }) => [event, userId])], [1, [['Signed Up', 'ada']]]);
  },

  'says what differs if a call does not come': async (world, { ExpectationUnmet }) => {
    await world.send(SIGNED_UP);
    await world.expect({ type: 'track' });
    const error = await problemOf(world.expect({ event: 'Signed up' }, { within: '1ms' }));
    isTrue(error instanceof ExpectationUnmet, String(error));
    equal([error.matched, error.nearest.length], [0, 1]);
    isTrue(error.message.includes('event is "Signed Up", expected "Signed up"'), error.message);
  },

  'counts exactly, without a call that is one too many': async (world) => {
    await world.send([ADA, SIGNED_UP]);
    await world.expect({ userId: 'ada' }, { times: { exactly: 2 } });
    await world.expect({ event: 'Deleted' }, { times: { exactly: 0 } });
    const error = await problemOf(world.expect({ userId: 'ada' }, { times: { atMost: 1 } }));
    equal(error.name, 'ExpectationUnmet');
  },

  'refuses what can never be met': async (world, { ControlError }) => {
    const error = await problemOf(world.expect({ type: 'page' }, { stage: 'stored' }));
    isTrue(error instanceof ControlError, String(error));
    equal([error.status, error.code], [400, 'expectation-impossible']);
  },

  'shows what is stored': async (world) => {
    await world.send([
      ADA,
      { type: 'group', userId: 'ada', groupId: 'acme', traits: { name: 'Acme' } },
      SIGNED_UP,
    ]);
    await world.expect({}, { times: { exactly: 3 } });
    equal((await world.users.get('ada')).properties.email, 'ada@acme.example');
    equal((await world.accounts.get('acme')).userIds, ['ada']);
    equal(
      (await world.events.of('ada')).map(({ event }) => event),
      ['Signed Up'],
    );
    equal(await world.users.get('bob'), undefined);
    equal((await world.events.list({ event: 'Signed Up', limit: 1 })).length, 1);
  },

  'sees nothing of another world': async (world, { open }) => {
    const other = await open();
    try {
      await other.send(SIGNED_UP);
      await other.expect({ type: 'track' });
      await world.expect({}, { times: { exactly: 0 } });
      equal([(await world.traces()).length, (await other.traces()).length], [0, 1]);
    } finally {
      await other.close();
    }
    equal((await problemOf(other.reset())).code, 'world-unknown');
    await other.close();
  },

  'fails on demand, and proves that it did': async (world) => {
    await world.clock.freeze();
    const fault = await world.destination.answers(503, 503, 'pass');
    await world.send(SIGNED_UP);
    await world.expect({ type: 'track' }, { stage: 'received' });
    equal((await problemOf(fault.spent({ within: '1ms' }))).name, 'ExpectationUnmet');
    await world.clock.advance('1h');
    await fault.spent();
    await world.expect({ type: 'track' });
    const [trace] = await world.traces();
    equal(
      trace.deliveries[0].attempts.map(({ status }) => status),
      [503, 503, 200],
    );
    equal([(await fault.state()).spent, (await world.faults.list()).length], [true, 1]);
    await fault.remove();
    equal(await world.faults.list(), []);
  },

  'plans answers of the ingress': async (world) => {
    await world.ingress.answers({ status: 429, retryAfter: 2 });
    const post = () =>
      fetch(`${world.ingressUrl}/v1/track`, {
        method: 'POST',
        body: JSON.stringify({ ...SIGNED_UP, writeKey: world.writeKey }),
      });
    const refused = await post();
    equal([refused.status, refused.headers.get('retry-after'), (await post()).status], [429, '2', 200]);
  },

  'moves the clock': async (world) => {
    await world.clock.freeze();
    const before = await world.clock.now();
    await world.clock.advance('4h');
    equal((await world.clock.now()) - before, 4 * 60 * 60 * 1_000);
    await world.clock.resume();
    const error = await problemOf(world.clock.advance('1s'));
    isTrue(error.message.includes("openWorld({ clock: 'frozen' })"), error.message);
  },

  'syncs audiences': async (world) => {
    await world.send(ADA);
    await world.expect({ type: 'identify' });
    const { key } = await world.audiences.create({ name: 'Power Users', members: ['ada'] });
    await world.audiences.sync(key);
    await world.expect({ type: 'identify', [`traits.${key}`]: true });
    equal((await world.users.get('ada')).properties[key], true);
    equal((await world.audiences.enter(key, ['bob'])).entered, 1);
    await world.audiences.remove(key);
    equal(await world.audiences.list(), []);
  },

  'computes traits': async (world) => {
    await world.send(SIGNED_UP);
    await world.expect({ type: 'track' });
    const formula = { compute: 'sum', event: 'Signed Up', property: 'seats' };
    const { key } = await world.computedTraits.create({ name: 'Seats', formula });
    await world.computedTraits.sync(key);
    await world.expect({ type: 'identify', [`traits.${key}`]: 3 });
  },

  'has connectors of its own': async (world) => {
    const { name: eu, apiKey } = await world.connectors.add({ name: 'EU', freeEmail: 'block' });
    isTrue(typeof apiKey === 'string' && apiKey !== world.apiKey, apiKey);
    const names = (await world.connectors.list()).map(({ name }) => name);
    isTrue(names.includes('EU') && names.length === 4, names.join());
    await world.connectors.remove(eu);
    equal((await world.connectors.list()).length, 3);
  },

  'goes back to a snapshot': async (world) => {
    await world.send(ADA);
    await world.expect({ type: 'identify' });
    equal((await world.snapshot('before')).users, 1);
    await world.send(SIGNED_UP);
    await world.expect({ type: 'track' });
    await world.restore('before');
    equal([(await world.users.list()).length, (await world.events.list()).length], [1, 0]);
    equal((await world.snapshots.download('before')).format, 'astrolabe-snapshot');
    await world.snapshots.remove('before');
    equal(await world.snapshots.list(), []);
  },

  'continues in a new world from a snapshot, or from where it is': async (world) => {
    await world.send(ADA);
    await world.expect({ type: 'identify' });
    await world.snapshot('before');
    await world.send(SIGNED_UP);
    await world.expect({ type: 'track' });
    for (const [options, events] of [
      [{ snapshot: 'before', name: 'then' }, 0],
      [undefined, 1],
    ]) {
      const fork = await world.fork(options);
      isTrue(fork.id !== world.id && fork.writeKey !== world.writeKey, 'a fork has keys of its own');
      equal([(await fork.users.list()).length, (await fork.events.list()).length], [1, events]);
      await fork.send({ type: 'track', userId: 'ada', event: 'Forked' });
      await fork.expect({ event: 'Forked' });
      await fork.close();
    }
    await world.expect({ event: 'Forked' }, { times: { exactly: 0 } });
  },

  'forgets everything, and lists what met no route': async (world) => {
    await world.send(SIGNED_UP);
    await world.expect({ type: 'track' });
    await world.reset();
    equal([await world.events.list(), await world.traces()], [[], []]);
    equal((await world.control('GET', '/clock')).mode, 'real');
    equal((await world.journal()).entries, []);
  },
};

async function problemOf(promise) {
  return promise.then(
    (value) => isTrue(false, `it did not fail: ${JSON.stringify(value)}`),
    (error) => error,
  );
}

/** Compares as JSON, which all that the control plane answers is. */
function equal(actual, expected) {
  isTrue(
    JSON.stringify(actual) === JSON.stringify(expected),
    `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`,
  );
}

function isTrue(condition, message) {
  if (!condition) throw new Error(message);
}
