/** Grades a destination that does nothing wrong, through a network that fails at random. */

import { createRandom } from '../../emulator/segment/delivery/random.ts';
import { systemTiming } from '../../harness/ambient.ts';
import { readCatalogue } from '../../harness/cucumber/catalogue.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import { resolveSettings } from '../../harness/settings.ts';
import type { Timing } from '../../harness/target/index.ts';
import { verify } from '../../harness/verify.ts';
import type { ResultRecord } from '../../schemas/index.ts';
import { defineForCommands } from '../../step-definitions/index.ts';
import { startDestination } from '../destination/index.ts';
import { startProxy, type Trouble } from './proxy.ts';

/** One run through a flaky network. */
export interface FlakyRun {
  readonly seed: number;
  /** The share of requests that fail. */
  readonly share: number;
  readonly record: ResultRecord;
  /** Clauses that were accused although the destination did nothing wrong. */
  readonly accused: readonly string[];
}

const SHARES = [0.002, 0.01, 0.03, 0.06];

const TROUBLES: readonly Trouble[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 504 },
  { kind: 'reset' },
  { kind: 'response-lost' },
];

/** The only clause that may speak of the network. */
const STEADINESS = 'AST-HTTP-014';

/** Waits a twentieth of the time, because nothing here depends on how long a pause is. */
const hurried: Timing = { now: systemTiming.now, sleep: (ms) => systemTiming.sleep(ms / 20) };

/** @param isWanted chooses examples by their id; default: all */
export async function playFlaky(
  seed: number,
  isWanted: (id: string) => boolean = () => true,
): Promise<FlakyRun> {
  const random = createRandom(seed);
  const share = SHARES[seed % SHARES.length] ?? 0;
  const destination = await startDestination({
    blockingApiKey: 'bk-Flaky-1',
    restrictedApiKey: 'rk-Flaky-1',
  });
  const { origin } = new URL(destination.baseUrl);
  const trouble = () => (random() < share ? TROUBLES[Math.floor(random() * TROUBLES.length)] : undefined);
  const proxy = await startProxy({ origin, trouble });
  try {
    const settings = resolveSettings(
      {
        ...destination,
        baseUrl: destination.baseUrl.replace(origin, proxy.origin),
        recordsUrl: destination.recordsUrl.replace(origin, proxy.origin),
        seed: String(seed),
      },
      random,
    );
    if ('problems' in settings) throw new Error(settings.problems.join('\n'));
    const catalogue = readCatalogue();
    const record = await verify(settings.value, {
      registry: loadRegistry(),
      catalogue,
      examples: catalogue.filter(({ id }) => isWanted(id)),
      selection: { clauses: [], examples: [] },
      steps: defineForCommands,
      tool: { name: 'flaky', version: '0' },
      timing: hurried,
    });
    return { seed, share, record, accused: accusedIn(record) };
  } finally {
    await proxy.close();
    await destination.close();
  }
}

/** A run whose controls met the trouble may end early, but it may not blame a clause for it. */
function accusedIn({ clauses }: ResultRecord): string[] {
  const unmet = clauses.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
  return unmet.map(({ id }) => id).filter((id) => id !== STEADINESS);
}
