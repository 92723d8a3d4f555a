/**
 * Measures the time and the memory beyond the member set of first syncs of 10,000, 100,000 and 1,000,000 members, and
 * of a later sync of 1,000 changes; then the same later sync of an audience whose members a rule selects from as many
 * profiles. `node --expose-gc benchmarks/engage-sync.js [http]`, after `npm run build`.
 *
 * Without `http` the destination counts within the process, so that only the emulator's memory is measured; with it
 * the calls go over sockets to a counting server in its own process.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const SIZES = [10_000, 100_000, 1_000_000];
const CHANGES = 1_000;
/** Traces have a limit of their own, which is not measured here. */
const LIMITS = { traces: 1_000 };
/** The size of one profile, and room for all of them. */
const PROFILE_BYTES = 100;
const ENGAGE = { profileBytes: 2 * PROFILE_BYTES * Math.max(...SIZES) };

if (process.argv[2] === 'count') serve();
else await measure(process.argv[2] === 'http');

function serve() {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      count += 1;
      response.end();
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  process.on('message', () => process.send(count));
}

async function measure(overHttp) {
  if (typeof globalThis.gc !== 'function') {
    console.error('run this with: node --expose-gc benchmarks/engage-sync.js');
    process.exitCode = 2;
    return;
  }
  console.log(
    `destination: ${overHttp ? 'a counting server in another process' : 'counts within the process'}`,
  );
  console.log(
    'members    member set MB   beyond it MB (most, in use)   first s   1,000 changes ms   of a rule ms   calls',
  );
  const faults = [];
  const mostBeyond = [];
  const mostLaterMs = [];
  for (const size of SIZES) {
    const { row, beyond, laterMs, fault } = await run(size, overHttp);
    console.log(row);
    mostLaterMs.push(laterMs);
    mostBeyond.push(beyond);
    if (fault !== undefined) faults.push(fault);
  }
  const [small, , large] = mostBeyond;
  const [smallMs, , largeMs] = mostLaterMs;
  if (largeMs > 10 * smallMs + 100) faults.push(`1,000 changes grew from ${smallMs} to ${largeMs} ms`);
  if (large > small + 64) faults.push(`memory beyond the member set grew from ${small} to ${large} MB`);
  for (const fault of faults) console.error(`FAULT  ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

async function run(size, overHttp) {
  const { core, count, close } = await (overHttp ? overSockets() : withinProcess());
  const { engage } = core;
  const before = usedMb();
  const definition = { kind: 'audience', name: 'Everyone', key: 'everyone', level: 'user', as: [] };
  const { value: audience } = engage.create({ ...definition, rule: undefined }, []);
  for (let index = 0; index < size; index += 1) engage.move(audience, [member(index)], 'enter');
  const withMembers = usedMb();

  let most = 0;
  const sampling = setInterval(() => {
    most = Math.max(most, usedMb());
  }, 500);
  const first = await timed(engage, audience);
  most = Math.max(most, usedMb());
  clearInterval(sampling);

  for (let index = 0; index < CHANGES; index += 1) engage.move(audience, [member(index)], 'leave');
  const later = await timed(engage, audience);
  const calls = await count();
  const byRule = await laterSyncOfRule(engage, size);
  await close();
  const beyond = Math.max(0, Math.round(most - withMembers));
  const row = [
    String(size).padStart(9),
    String(Math.round(withMembers - before)).padStart(13),
    String(beyond).padStart(29),
    (first / 1000).toFixed(2).padStart(11),
    later.toFixed(0).padStart(18),
    byRule.toFixed(0).padStart(15),
    String(calls).padStart(10),
  ].join('');
  const expected = size + CHANGES;
  return {
    row,
    beyond,
    laterMs: Math.round(Math.max(later, byRule)),
    fault: calls === expected ? undefined : `${calls} calls instead of ${expected}`,
  };
}

/** All profiles match the rule and are synced; then the plan of some of them changes. */
async function laterSyncOfRule(engage, size) {
  const setPlan = (index, plan) =>
    engage.observe({ type: 'identify', userId: `user-${index}`, traits: { plan } }, PROFILE_BYTES);
  for (let index = 0; index < size; index += 1) setPlan(index, 'pro');
  const definition = { kind: 'audience', name: 'Payers', key: 'payers', level: 'user', as: [] };
  const { value: audience } = engage.create({ ...definition, rule: { trait: 'plan', equals: 'pro' } }, []);
  await timed(engage, audience);
  for (let index = 0; index < CHANGES; index += 1) setPlan(index, 'free');
  return timed(engage, audience);
}

async function timed(engage, audience) {
  const begun = performance.now();
  const sync = engage.sync(audience);
  if ('problem' in sync) throw new Error(sync.problem);
  while (audience.sync !== undefined) await new Promise((resolve) => setTimeout(resolve, 1));
  return performance.now() - begun;
}

/** Heap in use and buffers, after a garbage collection. */
function usedMb() {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}

function member(index) {
  return { id: `u:user-${index}`, emails: [], users: [] };
}

async function withinProcess() {
  const { createCore } = await import('../build/emulator/core.js');
  const { resolveOptions } = await import('../build/emulator/options/index.js');
  let count = 0;
  const forward = async () => {
    count += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return { status: 200, ms: 0 };
  };
  const options = { limits: LIMITS, engage: ENGAGE, forwardTo: 'http://127.0.0.1:9/', forwardApiKey: 'k' };
  const core = createCore(resolveOptions(options), forward);
  return { core, count: () => count, close: () => core.reset() };
}

async function overSockets() {
  const { startWithCore } = await import('../build/emulator/start.js');
  const child = fork(fileURLToPath(import.meta.url), ['count']);
  const [port] = await once(child, 'message');
  const forwardTo = `http://127.0.0.1:${port}/segment`;
  const { emulator, core } = await startWithCore({
    port: 0,
    limits: LIMITS,
    engage: ENGAGE,
    forwardTo,
    forwardApiKey: 'k',
  });
  return {
    core,
    async count() {
      child.send('count');
      return (await once(child, 'message'))[0];
    },
    async close() {
      await emulator.close();
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
