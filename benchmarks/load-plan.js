/**
 * What the calls of a load cost, as a ratio to what the emulator pays for them, and whether a plan holds at the size of the
 * internet: `node benchmarks/load-plan.js [rounds]`, after `npm run build`. Exits with 1 if making calls is not five times as
 * fast as taking them, or if a promise is broken.
 */
import { Pool } from 'undici';
import {
  callAt,
  callOf,
  callsOfShard,
  callsOfUser,
  placeOf,
  promisedAccount,
  promisedUser,
  shardOfUser,
} from '../build/generators/load/index.js';
import { startEmulator, stopAll } from './support/children.js';
import { threadSeconds } from './support/cpu.js';
import { interval, median } from './support/statistics.js';

const BAR = 5;
const rounds = Number(process.argv[2] ?? 8);
/** In each round, after as many that warm up. */
const CALLS = 20_000;
const CONNECTIONS = 32;

const planOf = (users, accounts, calls) => ({
  version: 1,
  runId: 'bench',
  seed: 7,
  users,
  accounts,
  calls,
  mix: { identify: 5, group: 1, track: 3, audience: 1 },
  endsAt: '2026-01-01T00:00:00.000Z',
});
const WHOLE = { number: 1, of: 1 };

const { pid, ready } = await startEmulator();
const pool = new Pool(ready.url, { connections: CONNECTIONS });
const headers = {
  authorization: `Basic ${Buffer.from(`${ready.apiKey}:`).toString('base64')}`,
  'content-type': 'application/json',
};
const plan = planOf(CALLS, CALLS / 10, (rounds + 1) * CALLS);

function made(from) {
  const bodies = [];
  const before = process.cpuUsage();
  for (let place = from; place < from + CALLS; place += 1) {
    bodies.push(JSON.stringify(callOf(plan, callAt(plan, WHOLE, place))));
  }
  const { user, system } = process.cpuUsage(before);
  return { bodies, seconds: (user + system) / 1e6 };
}

async function taken(bodies) {
  const before = threadSeconds(pid);
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < bodies.length) {
        const body = bodies[next];
        next += 1;
        const answer = await pool.request({ path: '/astrolabe', method: 'POST', headers, body });
        await answer.body.dump();
        if (answer.statusCode !== 200) throw new Error(`answered with ${answer.statusCode}`);
      }
    }),
  );
  return threadSeconds(pid) - before;
}

/** With ten calls each. */
const tenEach = planOf(100_000, 10_000, 1_000_000);

function promised(from) {
  const before = process.cpuUsage();
  for (let user = from; user < from + CALLS / 10; user += 1) promisedUser(tenEach, user);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const ratios = [];
const rates = { made: [], taken: [], promised: [] };
for (let round = 0; round <= rounds; round += 1) {
  const { bodies, seconds } = made(round * CALLS);
  const emulator = await taken(bodies);
  const checking = promised((round * CALLS) / 10);
  if (round === 0) continue;
  ratios.push(emulator / seconds);
  rates.made.push(CALLS / seconds);
  rates.taken.push(CALLS / emulator);
  rates.promised.push(CALLS / 10 / checking);
}
await pool.close();
await stopAll();
const { low, high } = interval(ratios);
const ratio = median(ratios);
const perSecond = (values) => Math.round(median(values) / 1000);
console.log(
  `one core makes ${perSecond(rates.made)},000 calls a second, and the emulator takes ${perSecond(rates.taken)},000: ${ratio.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)}) times … ${low >= BAR ? 'met' : 'missed'}, at least ${BAR} times`,
);
console.log(
  `one core computes the end of ${perSecond(rates.promised)},000 users a second, with ten calls each`,
);

/** A billion users with ten calls each and a virtual clock: nothing is sent, and nothing is kept. */
function simulate(users, of, looks) {
  const huge = planOf(users, Math.ceil(users / 10), 10 * users + 12_345);
  const startedAt = performance.now();
  let calls = 0;
  for (let number = 1; number <= of; number += 1) calls += callsOfShard(huge, { number, of });
  if (calls !== huge.calls) throw new Error(`${of} shards make ${calls} of ${huge.calls} calls`);
  let clock = 0;
  for (let look = 0; look < looks; look += 1) {
    const user = Math.floor((look * 0.618_033_988_75 * users) % users);
    const number = shardOfUser(user, of);
    const shard = { number, of };
    const replayed = new Map();
    for (let index = 0; index < callsOfUser(huge, user); index += 1) {
      const place = placeOf(huge, shard, { user, index });
      const again = callAt(huge, shard, place);
      if (again.user !== user || again.index !== index) throw new Error(`user ${user}: place ${place}`);
      const call = callOf(huge, again);
      clock = Math.max(clock, Date.parse(call.timestamp));
      if (call.type === 'identify')
        for (const [name, value] of Object.entries(call.traits)) replayed.set(name, value);
      if (call.type === 'group') {
        const account = Number(/-a(\d+)$/.exec(call.groupId)[1]);
        if (!promisedAccount(huge, account).users.has(call.userId)) throw new Error(`account ${account}`);
      }
    }
    const { properties } = promisedUser(huge, user);
    for (const [name, { value }] of properties) {
      if (JSON.stringify(replayed.get(name)) !== JSON.stringify(value))
        throw new Error(`user ${user}: ${name}`);
    }
    if (properties.size !== replayed.size) throw new Error(`user ${user}: ${properties.size} properties`);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(
    `a plan of ${huge.users} users and ${huge.calls} calls in ${of} shards: every call has one shard, and ${looks} users end as promised (${seconds.toFixed(1)} s; the last call that was looked at is of ${new Date(clock).toISOString()})`,
  );
}
simulate(1_000_000_000, 4096, 20_000);
process.exitCode = low >= BAR ? 0 : 1;
